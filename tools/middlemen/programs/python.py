"""Python's own json, and packages that print JSON, in the way that each is used."""

import datetime
import decimal
import functools
import importlib.metadata
import json
import platform
import subprocess
import sys

import bson.json_util
import django.conf
import flask
import msgspec
import orjson
import pydantic
import rapidjson
import simplejson
import ujson

django.conf.settings.configure()

import django.http
import rest_framework.renderers
import starlette.responses


def version(package):
    return importlib.metadata.version(package)


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(member) for key, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


class Event(pydantic.BaseModel):
    topic: str
    created: datetime.datetime
    data: dict
    meta: dict | None = None


def json_tool(*options):
    def run(text):
        return subprocess.run(
            [sys.executable, "-m", "json.tool", *options], input=text.encode(), capture_output=True, check=True
        ).stdout

    return run


def flask_jsonify(text):
    app = flask.Flask("middlemen")
    with app.app_context():
        return flask.jsonify(json.loads(text)).get_data()


def drf(text, media_type=None):
    return rest_framework.renderers.JSONRenderer().render(json.loads(text), media_type)


def bson_json(mode):
    options = bson.json_util.JSONOptions(json_mode=mode)
    return lambda text: bson.json_util.dumps(json.loads(text), json_options=options)


def dumps(**options):
    return lambda text: json.dumps(json.loads(text), **options)


def decimals(text):
    return json.dumps(json.loads(text, parse_float=decimal.Decimal), default=str)


PYTHON = platform.python_version()
DUMPS = "json.dumps(json.loads(text){})"
COMPACT = 'separators=(",", ":")'

PROGRAMS = [
    ("Python json.dumps", PYTHON, DUMPS.format(""), dumps()),
    ("Python json.dumps, compact", PYTHON, DUMPS.format(f", {COMPACT}"), dumps(separators=(",", ":"))),
    ("Python json.dumps, ensure_ascii=False", PYTHON, DUMPS.format(", ensure_ascii=False"), dumps(ensure_ascii=False)),
    (
        "Python json.dumps, compact, ensure_ascii=False",
        PYTHON,
        DUMPS.format(f", ensure_ascii=False, {COMPACT}"),
        dumps(ensure_ascii=False, separators=(",", ":")),
    ),
    ("Python json.dumps, indent=2", PYTHON, DUMPS.format(", indent=2"), dumps(indent=2)),
    ("Python json.dumps, indent=4", PYTHON, DUMPS.format(", indent=4"), dumps(indent=4)),
    ("Python json.dumps, sort_keys", PYTHON, DUMPS.format(", sort_keys=True"), dumps(sort_keys=True)),
    (
        "Python json.dumps, sort_keys, compact",
        PYTHON,
        DUMPS.format(f", sort_keys=True, {COMPACT}"),
        dumps(sort_keys=True, separators=(",", ":")),
    ),
    (
        "Python json.dumps, sort_keys, indent=2",
        PYTHON,
        DUMPS.format(", sort_keys=True, indent=2"),
        dumps(sort_keys=True, indent=2),
    ),
    (
        "Python json.dumps, decimals by default=str",
        PYTHON,
        "json.dumps(json.loads(text, parse_float=decimal.Decimal), default=str)",
        decimals,
    ),
    (
        "Python json.dumps, nulls left out",
        PYTHON,
        "json.dumps of the value without members that are None",
        lambda text: json.dumps(without_nulls(json.loads(text))),
    ),
    ("Python json.tool", PYTHON, "python3 -m json.tool", json_tool()),
    ("Python json.tool --sort-keys", PYTHON, "python3 -m json.tool --sort-keys", json_tool("--sort-keys")),
    (
        "Python json.tool --no-ensure-ascii",
        PYTHON,
        "python3 -m json.tool --no-ensure-ascii",
        json_tool("--no-ensure-ascii"),
    ),
    ("Python json.tool --compact", PYTHON, "python3 -m json.tool --compact", json_tool("--compact")),
    ("Python str(dict)", PYTHON, "str(json.loads(text))", lambda text: str(json.loads(text))),
    ("orjson", version("orjson"), "orjson.dumps(orjson.loads(text))", lambda text: orjson.dumps(orjson.loads(text))),
    (
        "orjson, OPT_SORT_KEYS",
        version("orjson"),
        "orjson.dumps(…, option=orjson.OPT_SORT_KEYS)",
        lambda text: orjson.dumps(orjson.loads(text), option=orjson.OPT_SORT_KEYS),
    ),
    (
        "orjson, OPT_INDENT_2",
        version("orjson"),
        "orjson.dumps(…, option=orjson.OPT_INDENT_2)",
        lambda text: orjson.dumps(orjson.loads(text), option=orjson.OPT_INDENT_2),
    ),
    ("ujson", version("ujson"), "ujson.dumps(ujson.loads(text))", lambda text: ujson.dumps(ujson.loads(text))),
    (
        "ujson, encode_html_chars",
        version("ujson"),
        "ujson.dumps(…, encode_html_chars=True)",
        lambda text: ujson.dumps(ujson.loads(text), encode_html_chars=True),
    ),
    (
        "ujson, indent=2",
        version("ujson"),
        "ujson.dumps(…, indent=2)",
        lambda text: ujson.dumps(ujson.loads(text), indent=2),
    ),
    (
        "python-rapidjson",
        version("python-rapidjson"),
        "rapidjson.dumps(rapidjson.loads(text))",
        lambda text: rapidjson.dumps(rapidjson.loads(text)),
    ),
    (
        "simplejson",
        version("simplejson"),
        "simplejson.dumps(simplejson.loads(text))",
        lambda text: simplejson.dumps(simplejson.loads(text)),
    ),
    (
        "simplejson, use_decimal",
        version("simplejson"),
        "simplejson.dumps(simplejson.loads(text, use_decimal=True))",
        lambda text: simplejson.dumps(simplejson.loads(text, use_decimal=True)),
    ),
    (
        "simplejson, JSONEncoderForHTML",
        version("simplejson"),
        "simplejson.dumps(…, cls=simplejson.JSONEncoderForHTML)",
        lambda text: simplejson.dumps(simplejson.loads(text), cls=simplejson.JSONEncoderForHTML),
    ),
    (
        "msgspec",
        version("msgspec"),
        "msgspec.json.encode(msgspec.json.decode(text))",
        lambda text: msgspec.json.encode(msgspec.json.decode(text)),
    ),
    (
        "msgspec, sorted",
        version("msgspec"),
        'msgspec.json.encode(…, order="sorted")',
        lambda text: msgspec.json.encode(msgspec.json.decode(text), order="sorted"),
    ),
    (
        "pydantic",
        version("pydantic"),
        "a BaseModel with created: datetime; model_dump_json()",
        lambda text: Event.model_validate_json(text).model_dump_json(),
    ),
    (
        "pydantic, exclude_none",
        version("pydantic"),
        "a BaseModel with created: datetime; model_dump_json(exclude_none=True)",
        lambda text: Event.model_validate_json(text).model_dump_json(exclude_none=True),
    ),
    (
        "pydantic, indent=2",
        version("pydantic"),
        "a BaseModel with created: datetime; model_dump_json(indent=2)",
        lambda text: Event.model_validate_json(text).model_dump_json(indent=2),
    ),
    (
        "Django JsonResponse",
        version("Django"),
        "JsonResponse(json.loads(text)).content",
        lambda text: django.http.JsonResponse(json.loads(text)).content,
    ),
    ("Django REST framework", version("djangorestframework"), "JSONRenderer().render(json.loads(text))", drf),
    (
        "Django REST framework, indent=4",
        version("djangorestframework"),
        'JSONRenderer().render(…, "application/json; indent=4")',
        functools.partial(drf, media_type="application/json; indent=4"),
    ),
    ("Flask jsonify", version("Flask"), "jsonify(json.loads(text)).get_data()", flask_jsonify),
    (
        "Starlette JSONResponse (FastAPI)",
        version("starlette"),
        "JSONResponse(json.loads(text)).body",
        lambda text: starlette.responses.JSONResponse(json.loads(text)).body,
    ),
    (
        "PyMongo json_util, relaxed",
        version("pymongo"),
        "bson.json_util.dumps(…, json_options=JSONOptions(RELAXED))",
        bson_json(bson.json_util.JSONMode.RELAXED),
    ),
    (
        "PyMongo json_util, canonical",
        version("pymongo"),
        "bson.json_util.dumps(…, json_options=JSONOptions(CANONICAL))",
        bson_json(bson.json_util.JSONMode.CANONICAL),
    ),
]


def printed(program, text):
    try:
        output = program(text)
        return output if isinstance(output, str) else bytes(output).decode()
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}


texts = json.load(sys.stdin)
json.dump(
    [
        {"program": name, "version": version, "command": command, "prints": [printed(program, text) for text in texts]}
        for name, version, command, program in PROGRAMS
    ],
    sys.stdout,
)
