// C++: nlohmann/json, whose objects are sorted unless they are `ordered_json`, and RapidJSON.

#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/rapidjson.h>
#include <rapidjson/stringbuffer.h>
#include <string>
#include <vector>

using nlohmann::json;
using nlohmann::ordered_json;

template <typename Writer> std::string rapid(const std::string &text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseFullPrecisionFlag>(text.c_str());
  if (document.HasParseError())
    throw std::runtime_error(rapidjson::GetParseError_En(document.GetParseError()));
  rapidjson::StringBuffer out;
  Writer writer(out);
  document.Accept(writer);
  return out.GetString();
}

struct Program {
  std::string name, version, command;
  std::function<std::string(const std::string &)> print;
};

const std::string NLOHMANN = json::meta()["version"]["string"];

const std::vector<Program> PROGRAMS{
    {"nlohmann json", NLOHMANN, "json::parse(text).dump()", [](auto &text) { return json::parse(text).dump(); }},
    {"nlohmann json, dump(4)", NLOHMANN, "json::parse(text).dump(4)",
     [](auto &text) { return json::parse(text).dump(4); }},
    {"nlohmann json, ensure_ascii", NLOHMANN, "json::parse(text).dump(-1, ' ', true)",
     [](auto &text) { return json::parse(text).dump(-1, ' ', true); }},
    {"nlohmann ordered_json", NLOHMANN, "ordered_json::parse(text).dump()",
     [](auto &text) { return ordered_json::parse(text).dump(); }},
    {"RapidJSON Writer", RAPIDJSON_VERSION_STRING, "document.Accept(Writer)",
     rapid<rapidjson::Writer<rapidjson::StringBuffer>>},
    {"RapidJSON PrettyWriter", RAPIDJSON_VERSION_STRING, "document.Accept(PrettyWriter)",
     rapid<rapidjson::PrettyWriter<rapidjson::StringBuffer>>},
};

int main() {
  json answers = json::array();
  const json texts = json::parse(std::cin);
  for (const Program &program : PROGRAMS) {
    json prints = json::array();
    for (const std::string text : texts) {
      try {
        prints.push_back(program.print(text));
      } catch (const std::exception &error) {
        prints.push_back({{"refused", error.what()}});
      }
    }
    answers.push_back({{"program", program.name},
                       {"version", program.version},
                       {"command", program.command},
                       {"prints", prints}});
  }
  std::cout << answers << std::endl;
}
