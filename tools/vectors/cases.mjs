// The texts that the two serialisers are compared on, grouped by what they are about: one a line. `<U+2028>` stands
// for that one character, `\xff` in the groups of bytes for that one byte, `<empty>` for nothing; all else is literal.

const lines = (strings) =>
  strings.raw[0]
    .split("\n")
    .slice(1, -1)
    .map((line) => (line === "<empty>" ? "" : line));

const texts = (strings) =>
  lines(strings).map((line) => ({
    text: line.replace(/<U\+([0-9A-F]{4,6})>/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16))),
  }));

const bytes = (strings) =>
  lines(strings).map((line) => {
    const latin1 = line
      .replace("<U+0020>", " ")
      .replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return { hex: Buffer.from(latin1, "latin1").toString("hex") };
  });

const zeros = (count) => "0".repeat(count);
const ones = (count) => "1".repeat(count);

// Half of the smallest subnormal, and the half of the last place beyond the largest double: ties, exactly.
const tie = `0.${(5n ** 1075n).toString().padStart(1075, "0")}`;
const limit = 2n ** 1024n - 2n ** 970n;

/** Every case, by group: `{ text }` or `{ hex }`, and a `name` where the text is too long to be read. */
export const groups = {
  "integer-like keys": [
    ...texts`
{"b":1,"2":2,"a":3,"1":4}
{"10":0,"9":1,"1":2}
{"z":0,"4294967293":1,"0":2}
{"z":0,"4294967294":1,"0":2}
{"z":0,"4294967295":1,"0":2}
{"z":0,"4294967296":1,"0":2}
{"4294967296":1,"4294967295":2,"4294967294":3,"4294967293":4}
{"9007199254740991":1,"9007199254740990":2,"z":0,"5":3}
{"2147483648":1,"2147483647":2,"1073741824":3,"1073741823":4}
{"x":0,"-0":1,"0":2}
{"x":0,"-1":1}
{"x":0,"01":1,"1":2}
{"x":0,"00":1,"0":2}
{"x":0,"1e3":1,"1000":2}
{"x":0,"1.0":1,"1":2}
{"x":0," 1":1,"1 ":2,"+1":3,"1":4}
{"x":0,"\u0031":1,"\u0030":2}
{"x":0,"<U+FF11>":1,"<U+0661>":2}
{"x":0,"0x10":1,"16":2}
{"x":0,"1\u0000":1,"1":2}
{"x":0,"NaN":1,"Infinity":2,"-Infinity":3,"1":4}
`,
  ],
  "duplicate keys": [
    ...texts`
{"a":1,"b":2,"a":3}
{"a":1,"a":2}
{"a":{"x":1},"b":2,"a":{"y":2}}
{"2":1,"1":2,"2":3}
{"b":0,"1":1,"b":2,"1":3,"a":4}
{"a":1,"\u0061":2}
{"\ud800":1,"\uD800":2}
{"a":1,"b":{"a":2,"a":3},"a":4,"c":5,"b":6}
{"":1,"":2}
{"\ud83d\ude00":1,"x":0,"<U+1F600>":2}
`,
  ],
  "__proto__ and other special names": [
    ...texts`
{"__proto__":1}
{"__proto__":{"x":1},"x":2}
{"a":0,"__proto__":1,"b":2,"__proto__":3}
{"__proto__":null}
{"__proto__":[],"length":1,"0":2}
{"toJSON":1}
{"toJSON":{"a":1},"b":2}
{"constructor":1,"prototype":2,"hasOwnProperty":3,"valueOf":4,"toString":5}
{"length":3,"2":1}
{"":1}
{"":{"":{"":0}}}
{"null":null,"true":true,"false":false,"undefined":0}
`,
  ],
  "numbers: zero, sign, exponent spelling": [
    ...texts`
0
-0
0.0
-0.0
0e5
-0e5
0E-5
-0.0e-0
1.0
-1.0
1e5
1E5
1E+2
1e+02
1e-0
1e00
1.50
100
100.0
1.10e1
12.5e-1
0.1
0.10
0.0001
0.00001
0.000001
0.0000001
1e-4
1e-5
1e-6
1e-7
123e-20
`,
  ],
  "numbers: large": [
    ...texts`
1e15
1e16
1e17
9999999999999998.0
9999999999999999.0
1e20
1e21
1e22
123456789012345678901.0
1.2345678901234567e20
1.2345678901234567e21
999999999999999900000.0
999999999999999934463
999999999999999934464
1000000000000000000000
1.7976931348623157e308
1.7976931348623158e308
1.7976931348623159e308
179769313486231580793728971405301199e273
1e308
1e309
1e400
-1e400
1e99999999999999999999
-1e99999999999999999999
0e99999999999999999999
1e-99999999999999999999
`,
    { name: "0.(400 zeros)1e400", text: `0.${zeros(400)}1e400` },
    { name: "1(400 zeros)e-400", text: `1${zeros(400)}e-400` },
    { name: "1(309 zeros)", text: `1${zeros(309)}` },
    { name: "1(309 zeros).0", text: `1${zeros(309)}.0` },
  ],
  "numbers: small": [
    ...texts`
5e-324
4.9e-324
2.4703282292062327e-324
2.4703282292062328e-324
-2.4703282292062327e-324
3e-324
2e-324
1e-323
2.2250738585072014e-308
2.2250738585072011e-308
2.225073858507201e-308
1e-308
1e-400
-1e-400
`,
  ],
  "numbers: integers beyond 2^53": [
    ...texts`
9007199254740991
9007199254740992
9007199254740993
9007199254740995
-9007199254740993
9223372036854775807
9223372036854775808
18446744073709551615
18446744073709551616
123456789012345678901234567890
9007199254740993.0
12345678901234567890
100000000000000000000
-100000000000000000000
`,
    { name: "9 x 400", text: "9".repeat(400) },
    { name: "1 then 0 x 308", text: `1${zeros(308)}` },
    { name: "- then 7 x 309", text: `-${"7".repeat(309)}` },
    { name: "1 x 4300", text: ones(4300) },
    { name: "- then 1 x 4300", text: `-${ones(4300)}` },
    { name: "1 x 4301", text: ones(4301) },
    { name: "[1, 1 x 4301]", text: `[1,${ones(4301)}]` },
    { name: "1 x 4301 then .0", text: `${ones(4301)}.0` },
    { name: "1 x 4301 then e0", text: `${ones(4301)}e0` },
    { name: "overwritten duplicate 1 x 5000", text: `{"a":${ones(5000)},"a":1}` },
  ],
  "numbers: long decimals, halfway": [
    ...texts`
0.1000000000000000055511151231257827021181583404541015625
0.1000000000000000124900090270330610871315002441406250
0.30000000000000004
0.3000000000000000444089209850062616169452667236328125000000000001
`,
    { name: "2^-1075 exactly (tie to even -> 0), 1077 chars", text: tie },
    { name: "2^-1075 then 300 zeros then 1 (-> 5e-324)", text: `${tie}${zeros(300)}1` },
    { name: "9007199254740993.(900 zeros)1", text: `9007199254740993.${zeros(900)}1` },
    { name: "9007199254740993.(900 zeros)", text: `9007199254740993.${zeros(900)}` },
    { name: "halfway max/inf (2^1024-2^970).0", text: `${limit}.0` },
    { name: "halfway max/inf minus 1, .0", text: `${limit - 1n}.0` },
    { name: "0.(100000 zeros)1", text: `0.${zeros(100_000)}1` },
    { name: "3.(14159 x 20000)", text: `3.${"14159".repeat(20_000)}` },
    ...texts`
1.2345678901234567890123456789
`,
  ],
  "numbers: invalid": [
    ...texts`
01
-01
00
-
+1
.5
5.
1.e5
1e
1e+
1E-
0x10
1_000
1n
--1
- 1
1 2
1.2.3
1e5.5
-.5
<U+FF11>
<U+0661>
0b1
1,
1L
1f
-a
0e
`,
  ],
  "NaN, Infinity and other literals": [
    ...texts`
NaN
Infinity
-Infinity
-NaN
+Infinity
[NaN,Infinity,-Infinity]
{"a":NaN}
nan
inf
undefined
None
True
nul
nulll
null
true
false
NULL
NaNx
Infinit
-Infinit
{NaN:1}
`,
  ],
  "lone surrogates and pairs": [
    ...texts`
"\ud800"
"\udc00"
"\uD83D\uDE00"
"\ud83d\ude00"
"<U+1F600>"
"\ude00\ud83d"
"\ud800\ud800\udc00"
"\ud800x\udc00"
"\ud800\u0041"
"\ud800\\udc00"
"\ud800\n"
"\udbff\udfff"
"\uDBFF\uE000"
"\ud800\"
"\ud800\u"
"\ud800\udc0"
{"\ud800":"\udfff"}
"\ufffe\uffff"
"<U+FFFF><U+FFFE><U+FDD0>"
"<U+10FFFF>"
`,
  ],
  "characters and escapes": [
    ...texts`
"\u2028\u2029"
"<U+2028><U+2029>"
"\u007f"
"<U+007F>"
"\u0080\u009f"
"<U+0080><U+009F>"
"\u0085"
"<U+00A0><U+00AD>"
"\u0000"
"\u0001\u001f"
"/"
"\/"
"\u002f"
"\b\f\n\r\t"
"\u0008\u000c\u000a\u000d\u0009"
"\u000b"
"\"\\"
"\u0022\u005c"
"<script>&'"
"\u003c\u003e\u0026"
"<U+00E9><U+20AC>"
"\u00e9\u20AC"
"\u00E9"
"e\u0301"
"<U+212B>"
"\ufeff"
"<U+FEFF>"
"\u0020\u007e"
"\u200d\u200b"
`,
  ],
  "string errors": [
    ...texts`
"<U+0000>"
"<U+0001>"
"<U+001F>"
"<U+000A>"
"<U+0009>"
"\v"
"\a"
"\0"
"\x41"
"\'"
'a'
"\u"
"\u12"
"\u12G4"
"\u 123"
"\u+123"
"\u-123"
"\u0x41"
"\U0041"
"\u{41}"
"abc
"abc\
"abc\"
"\u<U+FF11>234"
`,
  ],
  BOM: [
    ...bytes`
\xef\xbb\xbf{}
\xef\xbb\xbf\xef\xbb\xbf{}
<U+0020>\xef\xbb\xbf{}
{}\xef\xbb\xbf
\xef\xbb\xbf
\xff\xfe{\x00"\x00a\x00"\x00:\x001\x00}\x00
{\x00"\x00a\x00"\x00:\x001\x00}\x00
\x00{\x00"\x00a\x00"\x00:\x001\x00}
\xff\xfe\x00\x00{\x00\x00\x00"\x00\x00\x00a\x00\x00\x00"\x00\x00\x00:\x00\x00\x001\x00\x00\x00}\x00\x00\x00
1\x00
\x001
\xef\xbb{}
`,
  ],
  "invalid UTF-8": [
    ...bytes`
"\xff"
"\xc3"
"\xe2\x82"
"\xe2\x82\xac"
"\xc0\xaf"
"\xc1\xbf"
"\xe0\x80\xaf"
"\xed\xa0\x80"
"\xed\xb0\x80"
"\xed\xa0\xbd\xed\xb8\x80"
"\xf0\x9f\x98"
"\xf0\x9f\x98\x80"
"\xf0\x82\x82\xac"
"\xf4\x90\x80\x80"
"\xf5\x80\x80\x80"
"\x80\xbf"
"a\x80b"
"\xf0\x9f\x98a"
"\xed\xa0\x80\xf0\x9f\x98\x80"
{"\xff":1,"\xfe":2}
\xff
{}\xff
[1\xa0]
`,
  ],
  whitespace: [
    ...texts`
<U+0020><U+0009><U+000D><U+000A>1 <U+0009><U+000D><U+000A>
[ 1 ,<U+0009>2<U+000D>,<U+000A>3 ]
{ "a" : 1 }
<U+00A0>1
1<U+00A0>
<U+000B>1
<U+000C>1
<U+2028>1
<U+3000>1
<U+200B>1
<U+1680>1
<U+0000>1
1<U+0000>
<U+001A>1
[<U+2003>]
<U+0085>1
/**/1
//x<U+000A>1
#<U+000A>1
`,
  ],
  "structure errors": [
    ...texts`
<empty>
<U+0020>
[
]
{
}
[1,]
[,1]
[1,,2]
{"a":1,}
{,}
{"a"}
{"a":}
{"a" 1}
{a:1}
{1:1}
{null:1}
{'a':1}
[1 2]
[1]]
{}{}
[]x
null null
"a""b"
[1
{"a":1
{"a":[}
[{]}
1;
{"a":1,"b"}
{"a"::1}
()
[1:2]
{"a",1}
{[]:1}
[1}
{"a":1]
\u0031
"a
tru
[nul]
`,
  ],
  "valid structure": [
    ...texts`
[]
{}
[[]]
[{}]
{"a":[]}
[[],{},[[]],{"a":{}}]
[null,true,false]
""
[""]
[0,-0,0.0]
{"a":null}
`,
  ],
};
