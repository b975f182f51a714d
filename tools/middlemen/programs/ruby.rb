# Ruby's JSON, and Active Support's, which Rails prints with.

require "bigdecimal"
require "json"
require "active_support"
require "active_support/json"
require "active_support/time"

def without_nulls(value)
  case value
  when Hash then value.compact.transform_values { |member| without_nulls(member) }
  when Array then value.map { |item| without_nulls(item) }
  else value
  end
end

RAILS = ActiveSupport::VERSION::STRING

PROGRAMS = [
  ["Ruby JSON.generate", RUBY_VERSION, "JSON.generate(JSON.parse(text))", ->(text) { JSON.generate(JSON.parse(text)) }],
  ["Ruby JSON.pretty_generate", RUBY_VERSION, "JSON.pretty_generate(JSON.parse(text))",
   ->(text) { JSON.pretty_generate(JSON.parse(text)) }],
  ["Ruby JSON.generate, ascii_only", RUBY_VERSION, "JSON.generate(JSON.parse(text), ascii_only: true)",
   ->(text) { JSON.generate(JSON.parse(text), ascii_only: true) }],
  ["Ruby JSON.generate, escape_slash", RUBY_VERSION, "JSON.generate(JSON.parse(text), escape_slash: true)",
   ->(text) { JSON.generate(JSON.parse(text), escape_slash: true) }],
  ["Ruby JSON.generate, nulls left out", RUBY_VERSION, "JSON.generate of the value without members that are nil",
   ->(text) { JSON.generate(without_nulls(JSON.parse(text))) }],
  ["Ruby JSON.generate, BigDecimal", RUBY_VERSION, "JSON.generate(JSON.parse(text, decimal_class: BigDecimal))",
   ->(text) { JSON::Ext::Generator::State.new.generate(JSON.parse(text, decimal_class: BigDecimal)) }],
  ["Ruby Hash#inspect", RUBY_VERSION, "JSON.parse(text).inspect", ->(text) { JSON.parse(text).inspect }],
  ["Rails ActiveSupport::JSON.encode", RAILS, "ActiveSupport::JSON.encode(ActiveSupport::JSON.decode(text))",
   ->(text) { ActiveSupport::JSON.encode(ActiveSupport::JSON.decode(text)) }],
  ["Rails ActiveSupport::JSON.encode, BigDecimal", RAILS, "JSON.parse(text, decimal_class: BigDecimal).to_json",
   ->(text) { ActiveSupport::JSON.encode(JSON.parse(text, decimal_class: BigDecimal)) }],
  ["Rails ActiveSupport::JSON.encode, parsed times", RAILS,
   "ActiveSupport.parse_json_times = true; encode(decode(text))",
   lambda do |text|
     ActiveSupport.parse_json_times = true
     ActiveSupport::JSON.encode(ActiveSupport::JSON.decode(text))
   ensure
     ActiveSupport.parse_json_times = false
   end],
].freeze

def printed(program, text)
  program.call(text)
rescue StandardError => error
  { refused: "#{error.class}: #{error.message}" }
end

Time.zone = "UTC"
texts = JSON.parse($stdin.read)
answers = PROGRAMS.map do |name, version, command, program|
  { program: name, version: version, command: command, prints: texts.map { |text| printed(program, text) } }
end
puts JSON.generate(answers)
