-- lua-cjson, which nginx (OpenResty), Kong and Redis print with.

local cjson = require("cjson")

local texts = cjson.decode(io.read("*a"))
local prints = {}
for index, text in ipairs(texts) do
  local ok, printed = pcall(function()
    return cjson.encode(cjson.decode(text))
  end)
  prints[index] = ok and printed or { refused = printed }
end
print(cjson.encode({
  {
    program = "Lua cjson",
    version = cjson._VERSION,
    command = "cjson.encode(cjson.decode(text))",
    prints = prints,
  },
}))
