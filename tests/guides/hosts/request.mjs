// `request.mjs EXPORT FILE`: serves at $PORT a function of a module that takes a `Request`, such as `default` or `POST`.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";

const [name, file] = process.argv.slice(2);
const { [name]: receive } = await import(pathToFileURL(resolve(file)));
serve({ fetch: (request) => receive(request, {}), port: Number(process.env.PORT), hostname: "127.0.0.1" });
