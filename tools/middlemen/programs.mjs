// The programs that print JSON anew: how each file of programs/ is built and run, and the Debian packages it needs.

import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where everything is installed and built: outside of the project. */
const WORK = join(tmpdir(), "heron-middlemen");

const JARS = ["jackson-core", "jackson-databind", "jackson-annotations", "gson", "json-simple", "com.android.json"];
const CLASSES = [".", ...JARS.map((jar) => `/usr/share/java/${jar}.jar`)].join(":");

const NEWTONSOFT = "/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll";

const AS_POSTGRES = ["runuser", "-u", "postgres", "--"];

/** Perl's order of keys: without these, it differs between processes. */
const SEED = { PERL_HASH_SEED: "0", PERL_PERTURB_KEYS: "0" };

/** Each language: the Debian packages it needs, how it is built, and the command that prints. */
const LANGUAGES = [
  {
    debian: ["python3-venv"],
    build: [
      ["python3", "-m", "venv", "venv"],
      ["venv/bin/pip", "install", "--quiet", "--requirement", "requirements.txt"],
    ],
    run: ["venv/bin/python", "python.py"],
  },
  { debian: [], build: [["npm", "install", "--silent", "--no-package-lock"]], run: ["node", "node.mjs"] },
  {
    debian: ["jq", "postgresql", "sqlite3"],
    run: [...(process.getuid() === 0 ? AS_POSTGRES : []), "./postgres.sh", process.execPath, "commands.mjs"],
  },
  { debian: ["php-cli"], run: ["php", "php.php"] },
  { debian: ["ruby", "ruby-activesupport"], run: ["ruby", "ruby.rb"] },
  { debian: ["libcpanel-json-xs-perl"], run: ["perl", "perl.pl"] },
  { debian: ["lua5.1", "lua-cjson"], run: ["lua5.1", "lua.lua"] },
  {
    debian: [
      "default-jdk-headless",
      "libjackson2-databind-java",
      "libgoogle-gson-java",
      "libjson-simple-java",
      "libandroid-json-java",
    ],
    build: [["javac", "-nowarn", "-cp", CLASSES, "Main.java"]],
    run: ["java", "-cp", CLASSES, "Main"],
  },
  {
    debian: ["mono-mcs", "mono-runtime", "libnewtonsoft-json5.0-cil", "libmono-system-web-extensions4.0-cil"],
    build: [
      ["cp", NEWTONSOFT, "."],
      ["mcs", "-out:Program.exe", "-r:Newtonsoft.Json.dll", "-r:System.Web.Extensions", "Program.cs"],
    ],
    run: ["mono", "Program.exe"],
  },
  {
    debian: ["g++", "nlohmann-json3-dev", "rapidjson-dev"],
    build: [["g++", "-std=c++20", "-o", "cpp-program", "main.cpp"]],
    run: ["./cpp-program"],
  },
  { debian: [], build: [["cargo", "build", "--quiet"]], run: ["target/debug/middlemen"] },
  { debian: ["golang-go"], build: [["go", "build", "-o", "go-program", "main.go"]], run: ["./go-program"] },
];

/** Runs a program in the work folder; its standard output. */
function run([program, ...args], input) {
  const { stdout, stderr, error, status } = spawnSync(program, args, {
    cwd: WORK,
    input,
    maxBuffer: 1 << 28,
    env: { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8", ...SEED },
  });
  if (error || status !== 0) {
    throw new Error(`${program} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}

/** All programs as `{ program, version, command, prints }`: of each text the print, or `{ refused }`. */
export function printed(texts) {
  cpSync(fileURLToPath(new URL("programs/", import.meta.url)), WORK, { recursive: true });
  return LANGUAGES.flatMap(({ debian, build = [], run: command }) => {
    try {
      build.forEach((step) => void run(step));
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(run(command, JSON.stringify(texts))));
    } catch (error) {
      const hint = debian.length > 0 ? `; it needs the Debian packages ${debian.join(", ")}` : "";
      throw new Error(`${error.message}${hint}`, { cause: error });
    }
  });
}
