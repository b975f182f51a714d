// The payloads that the demo delivers, as JSON texts: a value of either language would lose what a text can say
// (1.0, -0.0, a key given twice). All are made up but for the documented example.

const event = (topic, data, meta = "null", created = "2026-03-02T08:15:30+00:00") =>
  `{"topic": "${topic}", "created": "${created}", "data": ${data}, "meta": ${meta}}`;

const endUser = (id, meta) =>
  event("end_user.processed", `{"heron_id": "eus_demo", "end_user_id": ${id}, "status": "processed"}`, meta);

const nested = (levels) => `${'{"in":['.repeat(levels)}1.5${"]}".repeat(levels)}`;

const transactions = (count) =>
  Array.from({ length: count }, (_, i) => `{"heron_id": "txn_${i}", "reference_id": "Überweisung №${i % 7}"}`);

/** The example of Heron's documentation, and its signature with `SECRET` as the documented Python makes it. */
export const EXAMPLE = "the documented example";
export const EXAMPLE_SIGNATURE = "mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=";
export const SECRET = "sec_test";

/** The payload that the tampered deliveries start from: sender.py changes these very values. */
export const TAMPERED = "floats in meta";

const texts = {
  [EXAMPLE]: `{
	"topic": "end_user.processed",
	"created": "2021-05-20T09:23:53+00:00",
	"data": {
		"heron_id": "eus_Eqio3Y4dhyNiMphrXwG58p",
		"end_user_id": "myenduser",
		"status": "processed"
	},
	"meta": null
}`,
  [TAMPERED]: endUser('"acme"', '{"amount": 1250.50, "rate": 4.0, "plan": "gold"}'),

  accents: endUser('"Zoë Müller & Söhne, Ærøskøbing"'),
  "accents, decomposed": endUser('"Zoe\u0308 Mu\u0308ller"'),
  "accents, escaped": endUser(String.raw`"Zo\u00eb M\u00FCller"`),
  "Chinese, Arabic, Hebrew": endUser('"赤い鷺 البلشون אנפה"'),
  emoji: endUser('"Heron 🪶 Bakery 👩🏽‍🍳"'),
  "emoji, escaped": endUser(String.raw`"Heron \ud83e\udeb6"`),
  "emoji in keys": event("end_user.reviewed", '{"heron_id": "eus_demo"}', '{"🪶": 1, "é": 2, "e": 3}'),
  "quotes and backslashes": endUser(String.raw`"C:\\books\\\"2026\".xls, a\/b"`),
  "control characters": endUser(String.raw`"one\ttwo\nthree\u0000\u001f\b\f\r"`),
  "DEL and line separators": endUser(String.raw`"a\u007fb\u2028c\u2029d\u0085e\ufefff"`),
  HTML: endUser(`"<script>alert('1 & 2')</script>"`),

  "floats without a fraction": endUser('"acme"', '{"a": 1.0, "b": -20.0, "c": 1e5, "d": 100.00}'),
  "floats of 17 digits": endUser('"acme"', '{"a": 0.1, "b": 0.30000000000000004, "c": 2.2250738585072014e-308}'),
  "floats around 1e16 and 1e21": endUser('"acme"', '{"a": 1e15, "b": 1e16, "c": 1e20, "d": 1e21, "e": 123456789e12}'),
  "tiny numbers": endUser('"acme"', '{"a": 0.0001, "b": 0.00001, "c": 0.0000001, "d": 5e-324, "e": 1e-400}'),
  "huge number": endUser('"acme"', '{"a": 1.7976931348623157e308}'),
  zeros: endUser('"acme"', '{"a": 0, "b": -0, "c": 0.0, "d": -0.0, "e": 0e9}'),
  "integers beyond 2^53": endUser('"acme"', '{"a": 9007199254740993, "b": -9223372036854775808}'),
  "integer of 40 digits": endUser('"acme"', '{"account": 1234567890123456789012345678901234567890}'),
  "integer as end_user_id": endUser("20260302"),
  "exponents spelt in capitals": endUser('"acme"', '{"a": 1E5, "b": 1E+2, "c": 12.5E-1}'),

  "number-like keys": endUser('"acme"', '{"b": 1, "10": 2, "9": 3, "a": 4, "0": 5}'),
  "almost number-like keys": endUser('"a"', '{"z": 0, "01": 1, "-1": 2, "1.0": 3, "4294967295": 4, "4294967294": 5}'),
  "number-like keys, nested": endUser('"acme"', '{"2026": {"3": 1.0, "1": 2.0}, "2025": [{"2": 0, "1": 0}]}'),
  "a key given twice": endUser('"acme"', '{"plan": "silver", "seats": 3, "plan": "gold"}'),
  "a key given twice, escaped": endUser('"acme"', String.raw`{"plan": 1, "seats": 3, "pl\u0061n": 2}`),
  "special keys": endUser('"acme"', '{"__proto__": {"admin": true}, "constructor": 1, "toJSON": 2, "": 3}'),

  "customer text in meta": endUser(
    '"kunde-77"',
    '{"note": "Café “Zum Reiher” – 3,50 € übrig", "tags": ["größer", "ça va", "naïve"], "score": 87.0, "ok": true}',
  ),
  "empty data, empty meta": event("workflow.event", "{}", "{}"),
  "empty strings and lists": event("workflow.event", '{"": "", "list": [], "lists": [[], [[]], {}]}', '{"note": ""}'),
  nested: event("enrich_workflow.finished", nested(40), nested(5)),
  "whitespace everywhere": event("pdf.processed", ' {\r\n\t"pages" :\t[ 1 , 2.50 ,\n3 ] } ', " null "),
  "microseconds, no offset": event(
    "transactions.deleted",
    '{"transactions": [{"heron_id": "txn_a", "reference_id": "r-1"}, {"heron_id": "txn_b", "reference_id": null}]}',
    "null",
    "2026-08-14T12:24:38.137886",
  ),
  "a topic nobody published": event("heron.hatched", '{"eggs": 4.0, "nest": "Schilfgürtel"}'),
  "100 KB": event("transactions.deleted", `{"transactions": [${transactions(1900)}]}`),
};

/** `{ name, topic, text }` of every payload. */
export const payloads = Object.entries(texts).map(([name, text]) => ({ name, topic: JSON.parse(text).topic, text }));
