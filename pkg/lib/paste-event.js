// Requests as JSON: a platform's event, a HAR file, headers, a log's entry. The body is cut out of the text as it is.
import { TextEncoder } from "./encoding.js";
import { fromBase64, kindOf } from "./paste-found.js";
import { own, parsed, sliceAt } from "./paste-json.js";

const encoder = new TextEncoder();

/** @import { Found } from "./paste-found.js" */
/** @typedef {(string | number)[]} Path */
/**
 * Where a request is in the JSON: the path of the body, and the values of the rest.
 *
 * @typedef {object} Request
 * @property {string} name
 * @property {Path} [body]
 * @property {boolean} [isBase64]
 * @property {unknown} [headers]
 * @property {unknown} [method]
 * @property {unknown} [url]
 * @property {boolean} [isText]
 */

/** How many items of a list are looked at. */
const MOST_ITEMS = 1000;

/**
 * @param {string} text
 * @returns {Found | undefined}
 */
export function fromJson(text) {
  const value = parsed(text);
  const { requests, of } = listed(value);
  const signed = requests.findIndex((request) => signatureIn(request?.headers) !== undefined);
  const chosen = signed < 0 ? requests.findIndex((request) => request !== undefined) : signed;
  const request = requests[chosen];
  if (request === undefined) return undefined;
  const found = taken(text, value, request);
  const count = requests.filter((each) => each !== undefined).length;
  if (count > 1) found.notes.push(`It holds ${count} requests: ${of} ${chosen + 1} was taken.`);
  return found;
}

/**
 * The requests of a value: of a list, one for each item.
 *
 * @param {unknown} value
 * @returns {{ requests: (Request | undefined)[], of: string }}
 */
function listed(value) {
  const lists = /** @type {[string, Path, (item: unknown, path: Path) => Request | undefined][]} */ ([
    ["entry", ["log", "entries"], (item, path) => archived(own(item, "request"), [...path, "request"])],
    ["record", ["Records"], record],
    ["item", [], requestOf],
  ]);
  for (const [of, path, read] of lists) {
    const items = own(value, ...path) ?? (path.length === 0 ? value : undefined);
    if (!Array.isArray(items) || isHeaderList(items)) continue;
    return { of, requests: items.slice(0, MOST_ITEMS).map((item, index) => read(item, [...path, index])) };
  }
  return { of: "", requests: [requestOf(value, [])] };
}

/**
 * @param {unknown} value
 * @param {Path} path where it is
 * @returns {Request | undefined}
 */
function requestOf(value, path) {
  const at = (/** @type {Path} */ ...steps) => own(value, ...steps);
  const inside = (/** @type {Path} */ ...steps) => [...path, ...steps];
  if (at("request", "headers")) return archived(at("request"), inside("request"));
  if (at("postData")) return archived(value, path);
  if (at("Type") === "Notification" && at("TopicArn")) {
    return { name: "SNS notification", body: inside("Message"), headers: at("MessageAttributes") };
  }
  if (at("detail-type") && at("detail") !== undefined) return { name: "EventBridge event", body: inside("detail") };
  if (typeof at("message", "data") === "string" && (at("subscription") || at("message", "messageId"))) {
    const headers = at("message", "attributes");
    return { name: "Pub/Sub message", body: inside("message", "data"), isBase64: true, headers };
  }
  if (at("specversion") && at("data_base64")) {
    return { name: "CloudEvent", body: inside("data_base64"), isBase64: true };
  }
  if (at("specversion") && at("data") !== undefined) return { name: "CloudEvent", body: inside("data") };
  if (at("eventType") && at("dataVersion") !== undefined && at("data")) {
    return { name: "Event Grid event", body: inside("data") };
  }
  // One of Heron's own events is the body itself.
  if (typeof at("topic") === "string" && at("headers") === undefined) return undefined;
  if (at("Data", "req")) return plain("Azure Functions request", at("Data", "req"), inside("Data", "req"));
  if (at("jsonPayload")) return requestOf(at("jsonPayload"), inside("jsonPayload"));
  if (at("headers") ?? at("Headers") ?? at("rawHeaders") ?? at("multiValueHeaders")) {
    return plain(platform(value), value, path);
  }
  if (at("req", "headers")) {
    const { body } = plain("", value, path);
    return { ...plain("log entry", at("req"), inside("req")), ...(body && { body }) };
  }
  if (isLabelled(value)) return plain("JSON", value, path);
  if (signatureIn(value) !== undefined) return { name: "headers", headers: value };
  for (const name of ["log", "message", "msg", "@message", "textPayload", "MESSAGE"]) {
    if (/[{=:]/.test(typeof at(name) === "string" ? at(name) : "")) {
      return { name: "log entry", body: inside(name), isText: true };
    }
  }
  return undefined;
}

/** @param {unknown} value */
function platform(value) {
  if (own(value, "requestContext", "elb")) return "load balancer event";
  if (own(value, "requestContext", "http")) return "API Gateway event (2.0) or function URL event";
  if (own(value, "httpMethod")) return "API Gateway event (1.0)";
  return "request";
}

/**
 * A request as most platforms write it.
 *
 * @param {string} name
 * @param {unknown} value
 * @param {Path} path
 * @returns {Request}
 */
function plain(name, value, path) {
  const member = ["rawBody", "RawBody", "raw_body", "body", "Body", "payload"].find((each) => own(value, each) != null);
  const headers =
    own(value, "headers") ?? own(value, "Headers") ?? own(value, "rawHeaders") ?? own(value, "multiValueHeaders");
  const method = own(value, "method") ?? own(value, "httpMethod") ?? own(value, "requestContext", "http", "method");
  const url =
    own(value, "url") ?? own(value, "Url") ?? own(value, "rawPath") ?? own(value, "path") ?? own(value, "webhookUrl");
  /** @type {Request} */
  const request = { name, headers: isLabelled(value) && !headers ? value : headers, method, url };
  if (member === undefined) return request;
  request.body = [...path, member];
  const body = own(value, member);
  // Logic Apps keep what is not JSON as base64, and so does CloudFront.
  const content = ["$content", "data"].find(
    (each) => typeof own(body, each) === "string" && (own(body, "$content-type") ?? own(body, "encoding")),
  );
  if (content !== undefined) request.body.push(content);
  request.isBase64 =
    content === "$content" || own(body, "encoding") === "base64" || own(value, "isBase64Encoded") === true;
  return request;
}

/**
 * A request in a HAR file.
 *
 * @param {unknown} value
 * @param {Path} path
 * @returns {Request | undefined}
 */
function archived(value, path) {
  if (typeof own(value, "method") !== "string" || own(value, "method") === "GET") return undefined;
  const [headers, method, url] = [own(value, "headers"), own(value, "method"), own(value, "url")];
  const hasText = typeof own(value, "postData", "text") === "string";
  if (!hasText) return plain("request", value, path);
  const isBase64 = own(value, "postData", "encoding") === "base64";
  return { name: "HAR entry", body: [...path, "postData", "text"], isBase64, headers, method, url };
}

/**
 * An item of what AWS hands to a Lambda function.
 *
 * @param {unknown} value
 * @param {Path} path
 * @returns {Request | undefined}
 */
function record(value, path) {
  const [sns, kinesis] = [own(value, "Sns"), own(value, "kinesis", "data")];
  if (sns) return { name: "SNS record", body: [...path, "Sns", "Message"], headers: own(sns, "MessageAttributes") };
  if (kinesis) return { name: "Kinesis record", body: [...path, "kinesis", "data"], isBase64: true };
  if (own(value, "body") === undefined) return undefined;
  return { name: "SQS record", body: [...path, "body"], headers: own(value, "messageAttributes") };
}

/** @param {unknown} value */
function isLabelled(value) {
  return typeof own(value, "signature") === "string" && (own(value, "body") ?? own(value, "payload")) !== undefined;
}

/**
 * @param {string} text
 * @param {unknown} value
 * @param {Request} request
 * @returns {Found}
 */
function taken(text, value, { name, body, isBase64, headers, method, url, isText }) {
  /** @type {Found} */
  const found = { taken: [], notes: [], isText };
  const signature = signatureIn(headers);
  if (signature !== undefined) {
    found.signature = signature.value;
    found.taken.push({ what: "signature", from: `${signature.name} of the ${name}` });
  }
  const secret = isLabelled(headers) ? own(headers, "secret") : undefined;
  if (typeof secret === "string") {
    found.secret = secret;
    found.taken.push({ what: "secret", from: `secret of the ${name}` });
  }
  if (typeof method === "string") found.method = method;
  const host = headerIn(headers, "host");
  if (typeof url === "string" && (host !== undefined || /^https?:/.test(url))) {
    found.url = /^https?:/.test(url) ? url : `https://${host}${url}`;
    found.taken.push({ what: "url", from: `the ${name}` });
  }
  if (body === undefined) return found;
  const content = own(value, ...body);
  const member = body.filter((step) => typeof step === "string").join(".");
  const decoded = isBase64 && typeof content === "string" ? fromBase64(content) : undefined;
  if (isBase64 && decoded === undefined) found.notes.push(`${member} of the ${name} is not base64, as it should be.`);
  if (typeof content !== "string") {
    found.notes.push(`The body in the ${name} was parsed on its way: its text may not be the text that was signed.`);
  }
  found.body = decoded ?? encoder.encode(typeof content === "string" ? content : sliceAt(text, body));
  const from = `${member} of the ${name}${decoded ? ", decoded from base64" : ""}`;
  found.taken.push({ what: "body", from });
  return found;
}

/** @param {unknown[]} items */
const isHeaderList = (items) => signatureIn(items) !== undefined;

/**
 * The signature among headers, however they are written: an object, a list of pairs, or names and values in turn.
 *
 * @param {unknown} headers
 */
function signatureIn(headers) {
  for (const [name, value] of pairs(headers)) {
    if (kindOf(name, "") === "signature") return { name, value };
  }
  return undefined;
}

/**
 * @param {unknown} headers
 * @param {string} wanted
 */
const headerIn = (headers, wanted) => pairs(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

/**
 * @param {unknown} headers
 * @returns {[string, string][]}
 */
function pairs(headers) {
  if (headers === null || typeof headers !== "object") return [];
  /** @type {[unknown, unknown][]} */
  let given = Object.entries(headers);
  if (Array.isArray(headers)) {
    const isFlat = typeof headers[0] === "string";
    const items = headers.slice(0, MOST_ITEMS);
    given = isFlat
      ? items.flatMap((name, index) => (index % 2 === 0 ? [[name, items[index + 1]]] : []))
      : items.map((item) => [
          own(item, "name") ?? own(item, "key") ?? own(item, 0),
          own(item, "value") ?? own(item, 1),
        ]);
  }
  return given.flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.map(textOfValue).join(", ") : textOfValue(value);
    return typeof name === "string" && text !== undefined && text !== "" ? [[name, text]] : [];
  });
}

/** @param {unknown} value */
function textOfValue(value) {
  const text =
    own(value, "value") ?? own(value, "Value") ?? own(value, "stringValue") ?? own(value, "StringValue") ?? value;
  return typeof text === "string" ? text : undefined;
}
