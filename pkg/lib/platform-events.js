// A request as platforms hand it to a function, in the shape that each of them documents.

/** @import { ApiGatewayV1Event, ApiGatewayV2Event, GoogleCloudRequest } from "./platforms.js" */
/** @typedef {{ [name: string]: string }} Headers lower-case names */

const HOST = "receiver.example";
const PATH = "/heron";
export const ADDRESS = `https://${HOST}${PATH}`;

const API = { accountId: "123456789012", apiId: "a1b2c3d4e5", domainName: HOST, domainPrefix: "receiver" };
const REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";
const SENDER = { sourceIp: "192.0.2.1", userAgent: "heron-webhooks/testing" };
const NOBODY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/**
 * The names of headers come as the sender wrote them.
 *
 * @param {Headers} sent
 * @param {string} body
 * @param {boolean} isBase64Encoded
 * @returns {ApiGatewayV1Event}
 */
export function apiGatewayV1(sent, body, isBase64Encoded) {
  const headers = Object.entries({ host: HOST, ...sent }).map(([name, value]) => [titled(name), value]);
  return {
    resource: PATH,
    path: PATH,
    httpMethod: "POST",
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      ...API,
      authorizer: null,
      httpMethod: "POST",
      identity: { ...NOBODY, ...SENDER },
      path: `/prod${PATH}`,
      protocol: "HTTP/1.1",
      requestId: REQUEST_ID,
      requestTime: clock(),
      requestTimeEpoch: Date.now(),
      resourceId: "abc123",
      resourcePath: PATH,
      stage: "prod",
    },
    body: isBase64Encoded ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded,
  };
}

/**
 * The names of headers come in lower case.
 *
 * @param {Headers} sent
 * @param {string} body
 * @param {boolean} isBase64Encoded
 * @returns {ApiGatewayV2Event}
 */
export function apiGatewayV2(sent, body, isBase64Encoded) {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: PATH,
    rawQueryString: "",
    headers: { host: HOST, ...sent },
    requestContext: {
      ...API,
      http: { method: "POST", path: PATH, protocol: "HTTP/1.1", ...SENDER },
      requestId: REQUEST_ID,
      routeKey: "$default",
      stage: "$default",
      time: clock(),
      timeEpoch: Date.now(),
    },
    body: isBase64Encoded ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded,
  };
}

/**
 * @param {Headers} sent
 * @param {string} body
 * @returns {GoogleCloudRequest}
 */
export function googleCloudRequest(sent, body) {
  /** @type {Headers} */
  const headers = { host: HOST, ...sent };
  const header = (/** @type {string} */ name) => headers[name.toLowerCase()];
  return {
    method: "POST",
    url: PATH,
    path: PATH,
    headers,
    header,
    get: header,
    rawBody: Buffer.from(body),
    body: JSON.parse(body),
  };
}

/** @param {string} name */
const titled = (name) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** The time now, as in logs of web servers: `12/Mar/2020:19:03:58 +0000`. */
function clock() {
  const [, day, month, year, time] = new Date().toUTCString().split(/,? /);
  return `${day}/${month}/${year}:${time} +0000`;
}
