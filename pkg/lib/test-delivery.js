// A delivery in the hands of a test.
import { ownOptions } from "./options.js";
import { ADDRESS, apiGatewayV1, apiGatewayV2, googleCloudRequest } from "./platform-events.js";

/** @import { ApiGatewayOptions } from "./platforms.js" */
/** @import { TestDelivery as Public } from "../testing.js" */

/**
 * @template {string} Topic
 * @implements {Public<Topic>}
 */
export class TestDelivery {
  /**
   * @param {string} name
   * @param {string} body a JSON text
   * @param {string} [signature]
   */
  constructor(name, body, signature) {
    this.name = name;
    /** @type {Public<Topic>["event"]} */
    this.event = JSON.parse(body);
    this.body = body;
    this.signature = signature;
    /** @type {{ [name: string]: string }} */
    this.headers = { "content-type": "application/json" };
    if (signature !== undefined) this.headers["heron-signature"] = signature;
  }

  get init() {
    return { method: "POST", headers: { ...this.headers }, body: this.body };
  }

  /** @param {string | URL} [url] */
  request(url = ADDRESS) {
    if (typeof Request === "function") return new Request(url, this.init);
    const remedy = "let the test run in Node's environment, in Jest by the comment /** @jest-environment node */";
    throw new Error(`this test environment has no Request: ${remedy}`);
  }

  /** @param {ApiGatewayOptions} [options] */
  apiGatewayV1(options) {
    return apiGatewayV1(this.headers, this.body, isBase64(options));
  }

  /** @param {ApiGatewayOptions} [options] */
  apiGatewayV2(options) {
    return apiGatewayV2(this.headers, this.body, isBase64(options));
  }

  googleCloudRequest() {
    return googleCloudRequest(this.headers, this.body);
  }

  /** @param {string | URL} [url] */
  azureRequestInit(url = ADDRESS) {
    return { method: "POST", url: String(url), headers: { ...this.headers }, body: { string: this.body } };
  }
}

/** @param {ApiGatewayOptions} [options] */
const isBase64 = (options) => ownOptions(options).base64 === true;
