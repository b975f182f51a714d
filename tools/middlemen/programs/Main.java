// Java's serialisers: Jackson and Gson as frameworks set them up, json-simple, and Android's org.json.

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

public class Main {
  interface Print {
    String of(String text) throws Exception;
  }

  record Program(String name, String version, String command, Print print) {}

  public static class Event {
    public String topic;
    public Date created;
    public JsonNode data;
    public JsonNode meta;
  }

  static final String JACKSON = new ObjectMapper().version().toString();
  static final String GSON = version("gson");
  static final String SIMPLE = version("json-simple");
  static final String ANDROID = version("com.android.json");

  static final ObjectMapper PLAIN = new ObjectMapper();
  static final ObjectMapper NON_NULL = new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
  static final ObjectMapper SORTED = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  static final ObjectMapper DECIMAL = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  static final ObjectMapper DATES = new ObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  static final ObjectMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  static final List<Program> PROGRAMS = List.of(
      new Program("Jackson, tree", JACKSON, "mapper.writeValueAsString(mapper.readTree(text))",
          text -> PLAIN.writeValueAsString(PLAIN.readTree(text))),
      new Program("Jackson, LinkedHashMap", JACKSON, "mapper.writeValueAsString(mapper.readValue(text, Map.class))",
          text -> PLAIN.writeValueAsString(PLAIN.readValue(text, Map.class))),
      new Program("Jackson, HashMap", JACKSON, "writeValueAsString(readValue(text, HashMap.class)), data a HashMap too",
          text -> PLAIN.writeValueAsString(hashed(PLAIN.readValue(text, HashMap.class)))),
      new Program("Jackson, pretty", JACKSON, "writerWithDefaultPrettyPrinter().writeValueAsString(readTree(text))",
          text -> PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(PLAIN.readTree(text))),
      new Program("Jackson, NON_NULL", JACKSON, "setSerializationInclusion(Include.NON_NULL), of a Map",
          text -> NON_NULL.writeValueAsString(NON_NULL.readValue(text, Map.class))),
      new Program("Jackson, ORDER_MAP_ENTRIES_BY_KEYS", JACKSON, "enable(ORDER_MAP_ENTRIES_BY_KEYS), of a Map",
          text -> SORTED.writeValueAsString(SORTED.readValue(text, Map.class))),
      new Program("Jackson, BigDecimal", JACKSON, "enable(USE_BIG_DECIMAL_FOR_FLOATS), of a Map",
          text -> DECIMAL.writeValueAsString(DECIMAL.readValue(text, Map.class))),
      new Program("Jackson, ESCAPE_NON_ASCII", JACKSON, "enable(ESCAPE_NON_ASCII), of a tree",
          text -> ASCII.writeValueAsString(ASCII.readTree(text))),
      new Program("Jackson, Date as a timestamp", JACKSON, "writeValueAsString of an object whose created is a Date",
          text -> PLAIN.writeValueAsString(PLAIN.readValue(text, Event.class))),
      new Program("Jackson, Date as a text", JACKSON, "disable(WRITE_DATES_AS_TIMESTAMPS), created is a Date",
          text -> DATES.writeValueAsString(DATES.readValue(text, Event.class))),
      gson("Gson, tree", "new Gson().toJson(JsonParser.parseString(text))", new GsonBuilder()),
      gson("Gson, disableHtmlEscaping", "disableHtmlEscaping(), of a tree", new GsonBuilder().disableHtmlEscaping()),
      gson("Gson, serializeNulls", "serializeNulls(), of a tree", new GsonBuilder().serializeNulls()),
      gson("Gson, setPrettyPrinting", "setPrettyPrinting(), of a tree", new GsonBuilder().setPrettyPrinting()),
      new Program("Gson, Map", GSON, "new Gson().toJson(new Gson().fromJson(text, Map.class))",
          text -> new Gson().toJson(new Gson().fromJson(text, Map.class))),
      new Program("Gson, JsonElement.toString", GSON, "JsonParser.parseString(text).toString()",
          text -> JsonParser.parseString(text).toString()),
      new Program("json-simple", SIMPLE, "JSONValue.parse(text).toString()",
          text -> org.json.simple.JSONValue.parseWithException(text).toString()),
      new Program("Android JSONObject", ANDROID, "new JSONObject(text).toString()",
          text -> new org.json.JSONObject(text).toString()),
      new Program("Android JSONObject, indented by 2", ANDROID, "new JSONObject(text).toString(2)",
          text -> new org.json.JSONObject(text).toString(2)),
      new Program("Java Map.toString", System.getProperty("java.version"), "map.toString(), read by Jackson",
          text -> PLAIN.readValue(text, Map.class).toString()));

  /** As Debian names the jar: gson-2.10.jar. */
  static String version(String jar) {
    Pattern versioned = Pattern.compile(Pattern.quote(jar) + "-(?:android-)?([0-9.]+)\\.jar");
    return Stream.of(new File("/usr/share/java").list()).map(versioned::matcher).filter(Matcher::matches).findFirst()
        .orElseThrow().group(1);
  }

  static Program gson(String name, String command, GsonBuilder builder) {
    Gson gson = builder.create();
    return new Program(name, GSON, command, text -> {
      JsonElement tree = JsonParser.parseString(text);
      return gson.toJson(tree);
    });
  }

  static Object hashed(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Main::hashed).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new HashMap<>();
      map.forEach((key, member) -> result.put(key, hashed(member)));
      return result;
    }
    return value;
  }

  static Object printed(Print print, String text) {
    try {
      return print.of(text);
    } catch (Exception error) {
      return Map.of("refused", error.toString());
    }
  }

  public static void main(String[] arguments) throws Exception {
    String[] texts = PLAIN.readValue(System.in, String[].class);
    List<Object> answers = new ArrayList<>();
    for (Program program : PROGRAMS) {
      List<Object> prints = new ArrayList<>();
      for (String text : texts) {
        prints.add(printed(program.print(), text));
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("program", program.name());
      answer.put("version", program.version());
      answer.put("command", program.command());
      answer.put("prints", prints);
      answers.add(answer);
    }
    PLAIN.writeValue(System.out, answers);
  }
}
