// .NET's serialisers that Debian has: Newtonsoft.Json, and JavaScriptSerializer of System.Web.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Web.Script.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

static class Program
{
    static readonly string Newtonsoft =
        System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(JsonConvert).Assembly.Location).FileVersion + ", Mono";

    static readonly string Mono = typeof(JavaScriptSerializer).Assembly.GetName().Version + ", Mono";

    /** Settings with which a date stays the text that it is. */
    static JsonSerializerSettings Texts(Action<JsonSerializerSettings> set = null)
    {
        var settings = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
        if (set != null) set(settings);
        return settings;
    }

    static Tuple<string, string, string, Func<string, string>> Settings(string name, JsonSerializerSettings settings)
    {
        return Row("Newtonsoft.Json" + name, Newtonsoft,
            "JsonConvert.SerializeObject(JsonConvert.DeserializeObject(text))" + name,
            text => JsonConvert.SerializeObject(JsonConvert.DeserializeObject(text, settings), settings));
    }

    static readonly List<Tuple<string, string, string, Func<string, string>>> Programs =
        new List<Tuple<string, string, string, Func<string, string>>>
    {
        Settings("", new JsonSerializerSettings()),
        Settings(", DateParseHandling.None", Texts()),
        Settings(", DateTimeZoneHandling.Utc",
            new JsonSerializerSettings { DateTimeZoneHandling = DateTimeZoneHandling.Utc }),
        Settings(", FloatParseHandling.Decimal",
            Texts(settings => settings.FloatParseHandling = FloatParseHandling.Decimal)),
        Settings(", EscapeHtml", Texts(settings => settings.StringEscapeHandling = StringEscapeHandling.EscapeHtml)),
        Settings(", EscapeNonAscii",
            Texts(settings => settings.StringEscapeHandling = StringEscapeHandling.EscapeNonAscii)),
        Row("Newtonsoft.Json, JObject.ToString", Newtonsoft, "JObject.Parse(text).ToString()",
            text => JObject.Parse(text).ToString()),
        Row("JavaScriptSerializer", Mono, "serializer.Serialize(serializer.DeserializeObject(text))",
            text => new JavaScriptSerializer().Serialize(new JavaScriptSerializer().DeserializeObject(text))),
    };

    static Tuple<string, string, string, Func<string, string>> Row(
        string program, string version, string command, Func<string, string> print)
    {
        return Tuple.Create(program, version, command, print);
    }

    static object Printed(Func<string, string> print, string text)
    {
        try
        {
            return print(text);
        }
        catch (Exception error)
        {
            return new { refused = error.GetType().Name + ": " + error.Message };
        }
    }

    static void Main()
    {
        var texts = JsonConvert.DeserializeObject<string[]>(Console.In.ReadToEnd(), Texts());
        Console.WriteLine(JsonConvert.SerializeObject(Programs.Select(row => new
        {
            program = row.Item1,
            version = row.Item2,
            command = row.Item3,
            prints = texts.Select(text => Printed(row.Item4, text)),
        })));
    }
}
