// The parts that receivers read of what platforms hand to a function.

export interface ApiGatewayOptions {
  /**
   * Whether the body is base64, as it is for the binary media types of an API.
   *
   * @defaultValue false
   */
  base64?: boolean | undefined;
}

/** It fits `APIGatewayProxyEvent` of `@types/aws-lambda`. */
export interface ApiGatewayV1Event {
  resource: string;
  path: string;
  httpMethod: string;
  headers: { [name: string]: string };
  multiValueHeaders: { [name: string]: string[] };
  queryStringParameters: null;
  multiValueQueryStringParameters: null;
  pathParameters: null;
  stageVariables: null;
  requestContext: {
    accountId: string;
    apiId: string;
    authorizer: null;
    domainName: string;
    domainPrefix: string;
    httpMethod: string;
    identity: ApiGatewayIdentity;
    path: string;
    protocol: string;
    requestId: string;
    requestTime: string;
    requestTimeEpoch: number;
    resourceId: string;
    resourcePath: string;
    stage: string;
  };
  body: string;
  isBase64Encoded: boolean;
}

type ApiGatewayIdentity = { sourceIp: string; userAgent: string } & {
  [Name in
    | "accessKey"
    | "accountId"
    | "apiKey"
    | "apiKeyId"
    | "caller"
    | "clientCert"
    | "cognitoAuthenticationProvider"
    | "cognitoAuthenticationType"
    | "cognitoIdentityId"
    | "cognitoIdentityPoolId"
    | "principalOrgId"
    | "user"
    | "userArn"]: null;
};

/** It fits `APIGatewayProxyEventV2` and `LambdaFunctionURLEvent` of `@types/aws-lambda`. */
export interface ApiGatewayV2Event {
  version: string;
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  headers: { [name: string]: string };
  requestContext: {
    accountId: string;
    apiId: string;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: string;
    stage: string;
    time: string;
    timeEpoch: number;
  };
  body: string;
  isBase64Encoded: boolean;
}

export interface GoogleCloudRequest {
  method: string;
  url: string;
  path: string;
  headers: { [name: string]: string };
  /** A header, whatever the case of its name. */
  get(name: string): string | undefined;
  header(name: string): string | undefined;
  /** A `Buffer`. */
  rawBody: Uint8Array;
  /** As the platform's parser leaves it: it no longer verifies. */
  body: unknown;
}

/** It fits `HttpRequestInit` of `@azure/functions`. */
export interface AzureRequestInit {
  method: string;
  url: string;
  headers: { [name: string]: string };
  body: { string: string };
}

// Only what is marked `export` is exported.
export {};
