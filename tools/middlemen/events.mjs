// Eight events as Heron sends them, as JSON texts: a value would have lost `1.0` already. No event has a number that a
// parser may refuse, such as 1e400, since Heron's serialisers print none.

const event = (topic, data, meta, created = "2021-05-20T09:23:53+00:00") =>
  `{"topic":"${topic}","created":"${created}","data":${data},"meta":${meta}}`;

const endUser = (id, more = "") => `{"heron_id":"eus_4f2","end_user_id":"${id}","status":"processed"${more}}`;

export const EVENTS = {
  plain: event("end_user.processed", endUser("c-1042"), "null"),
  meta: event(
    "end_user.processed",
    endUser("c-1042"),
    '{"tenant":"acme","ref":"A-17","flags":{"vip":true,"eu":false},"tags":[],"extra":{},"note":null}',
  ),
  float: event("end_user.processed", endUser("c-1042", ',"balance":1.0,"limit":1e16,"rates":[0.1,12.5,-3.0]'), "null"),
  accents: event("end_user.processed", endUser("Zoë Café 日本 😀"), "null"),
  url: event("end_user_file.parsed", '{"heron_id":"fil_3mRz","url":"https://app.example/f/3?a=b&c=d"}', "null"),
  html: event("end_user.processed", endUser("<b>Tom & Jerry's</b>"), '{"quote":"\\"1 + 1 = 2\\"\\n\\tdone"}'),
  numbers: event(
    "end_user_information.updated",
    '{"id":9007199254740993,"big":18446744073709551616,"zero":-0.0,"tiny":1e-07,"long":0.30000000000000004}',
    "null",
  ),
  mixed: event(
    "transactions.deleted",
    '{"transactions":[{"heron_id":"txn_8hLs","reference_id":null,"amount":250.0,"label":"Müller & Co / №7"},{}]}',
    '{"a":[1.5,[]],"id":7}',
    "2021-05-20T09:23:53.120000+00:00",
  ),
};
