#!/usr/bin/env python3
"""Writes the list of facts that the client and the simulator are tested against.

    python3 contract.py TRACK_OPENAPI.json DATE > contract.json

TRACK_OPENAPI.json is Customer.io's file. It is not part of this repository, so download
it yourself. DATE is the date of that file. Facts from Customer.io's prose and from other
sources are at the end of this script, with their sources. docs/contract.md says when and
how to run the script.
"""

import json
import sys

SEND = "#/components/schemas/send"
ENTITY = "#/paths/~1api~1v2~1entity/post/requestBody/content/application~1json/schema"

PERSON = {"type": "person", "identifiers": {"id": "42"}}
OBJECT = {"type": "object", "identifiers": {"object_type_id": "1", "object_id": "acme"}}
DEVICE = {"token": "t", "platform": "ios"}
MEMBER = [{"identifiers": {"id": "42"}}]
ACCOUNT = [{"identifiers": {"object_type_id": "1", "object_id": "acme"}}]
MESSAGE = {"identifiers": {"id": "42"}, "transactional_message_id": 3}


def v2(kind, action, title, **more):
    base = PERSON if kind == "person" else OBJECT
    example = {**base, "action": action, **more}
    if action == "merge":
        del example["identifiers"]
    return {"name": "%s %s" % (kind, action), "method": "POST", "path": "/api/v2/entity",
            "schema": [ENTITY, kind.capitalize() + " operations", title], "example": example}


def v1(name, method, path, example, titles=(), target=None):
    template = path if target is None else target
    schema = "#/paths/%s/%s/requestBody/content/application~1json/schema" % (
        template.replace("/", "~1"), method.lower())
    return {"name": name, "method": method, "path": path, "schema": [schema, *titles], "example": example}


CUSTOMER = "/api/v1/customers/{identifier}"

# name, method and path, location of the schema, and a minimal valid body
OPERATIONS = [
    v2("person", "identify", "Person: Identify"),
    v2("person", "delete", "Person: Delete"),
    v2("person", "event", "Person: Event", name="bought"),
    v2("person", "screen", "Person: Screen view", name="home"),
    v2("person", "page", "Person: Page view", name="/home"),
    v2("person", "add_relationships", "Person: Add relationships", cio_relationships=ACCOUNT),
    v2("person", "delete_relationships", "Person: Delete relationships", cio_relationships=ACCOUNT),
    v2("person", "add_device", "Person: Add device", device=DEVICE),
    v2("person", "delete_device", "Person: Delete device", device={"token": "t"}),
    v2("person", "merge", "Person: Merge", primary={"id": "1"}, secondary={"id": "2"}),
    v2("person", "suppress", "Person: Suppress"),
    v2("person", "unsuppress", "Person: Unsuppress"),
    v2("object", "identify", "Object: Identify"),
    v2("object", "identify_anonymous", "Object: Identify anonymous",
       cio_relationships=[{"identifiers": {"anonymous_id": "v1"}}]),
    v2("object", "delete", "Object: Delete"),
    v2("object", "add_relationships", "Object: Add relationships", cio_relationships=MEMBER),
    v2("object", "delete_relationships", "Object: Delete relationships", cio_relationships=MEMBER),
    {"name": "delivery event", "method": "POST", "path": "/api/v2/entity", "schema": [ENTITY, "Delivery: Event"],
     "example": {"type": "delivery", "action": "event", "identifiers": {"id": "d"}, "name": "opened",
                 "attributes": {"device_token": "t"}}},
    v1("v1 event", "POST", CUSTOMER + "/events", {"name": "bought"}, ["Standard event"]),
    v1("v1 anonymous event", "POST", "/api/v1/events", {"name": "bought"}, ["Standard anonymous event"]),
    v1("v1 add device", "PUT", CUSTOMER + "/devices", {"device": {"id": "t", "platform": "ios"}}),
    v1("v1 merge", "POST", "/api/v1/merge_customers", {"primary": {"id": "1"}, "secondary": {"id": "2"}}),
    v1("v1 add to segment", "POST", "/api/v1/segments/{segment_id}/add_customers", {"ids": ["42"]}),
    v1("v1 remove from segment", "POST", "/api/v1/segments/{segment_id}/remove_customers", {"ids": ["42"]}),
    v1("v1 form", "POST", "/api/v1/forms/{form_id}/submit", {"data": {"email": "a@example.com"}}),
    v1("v1 metric", "POST", "/api/v1/metrics", {"delivery_id": "d", "metric": "opened"}, ["Email"]),
    v1("v1 push event", "POST", "/api/v1/push/events", {"delivery_id": "d", "event": "opened"}),
    {"name": "send email", "method": "POST", "path": "/v1/send/email", "schema": [SEND + "email"],
     "example": {**MESSAGE, "to": "a@example.com"}},
    {"name": "send push", "method": "POST", "path": "/v1/send/push", "schema": [SEND + "push"], "example": MESSAGE},
    {"name": "send sms", "method": "POST", "path": "/v1/send/sms", "schema": [SEND + "sms"],
     "example": {**MESSAGE, "to": "+15555550100"}},
    {"name": "send in-app", "method": "POST", "path": "/v1/send/in_app", "schema": [SEND + "inapp"],
     "example": MESSAGE},
    {"name": "send inbox message", "method": "POST", "path": "/v1/send/inbox_message", "schema": [SEND + "inbox"],
     "example": MESSAGE},
    {"name": "trigger by default", "method": "POST", "path": "/v1/campaigns/{broadcast_id}/triggers",
     "schema": ["#/components/schemas/campaignRequest", "Default audience"], "example": {}},
    {"name": "trigger by emails", "method": "POST", "path": "/v1/campaigns/{broadcast_id}/triggers",
     "schema": ["#/components/schemas/campaignRequest", "Emails"],
     "example": {"emails": ["a@example.com"], "email_ignore_missing": True}},
    {"name": "trigger by ids", "method": "POST", "path": "/v1/campaigns/{broadcast_id}/triggers",
     "schema": ["#/components/schemas/campaignRequest", "IDs"],
     "example": {"ids": ["42"], "id_ignore_missing": True}},
]

# omitted: what the schemas say but the service does not check, or what other sources contradict; with reasons
LEFT_OUT = {
    ("send push", "to", "enum"): "a device token is allowed too, as its description says",
    ("send push", "sound", "enum"): "custom sounds are in use",
    ("send email", "headers", "type"): "the schema says text, its own example and all SDKs send an object",
    ("send sms", "to", "required"): "optional where the template has it, as for WhatsApp",
    ("v1 event", "type", "enum"): "other kinds become 'event', as its description says",
    ("v1 anonymous event", "type", "enum"): "other kinds become 'event', as its description says",
    ("trigger by default", "email_add_duplicates", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by default", "email_ignore_missing", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by default", "id_ignore_missing", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by emails", "id_ignore_missing", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by ids", "email_add_duplicates", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by ids", "email_ignore_missing", "type"): "the SDKs say that flags belong to some audiences only",
    ("trigger by emails", "emails", "required"): "without them it is a trigger for a different audience",
    ("trigger by ids", "ids", "required"): "without them it is a trigger for a different audience",
}

# free content, which is up to the sender and not checked field by field
FREE = {"attributes", "data", "message_data", "custom_data", "custom_payload", "custom_device", "cio_relationships",
        "attachments", "headers", "recipients"}


def resolve(spec, schema):
    while "$ref" in schema:
        target = spec
        for part in schema["$ref"][2:].split("/"):
            target = target[part.replace("~1", "/")]
        schema = target
    return schema


def merged(spec, schema):
    """Merges the parts of 'allOf'."""
    schema = dict(resolve(spec, schema))
    properties, required, alternatives = dict(schema.get("properties", {})), list(schema.get("required", [])), []
    for part in schema.get("allOf", []):
        part = merged(spec, part)
        properties.update(part["properties"])
        required += part["required"]
        alternatives += part["alternatives"]
        schema.setdefault("type", part.get("type"))
    alternatives += schema.get("oneOf", [])
    return {**schema, "properties": properties, "required": required, "alternatives": alternatives}


def find(spec, path):
    """Resolves a pointer, then the titles of alternatives."""
    schema = merged(spec, {"$ref": path[0]})
    for title in path[1:]:
        for alternative in schema["alternatives"]:
            if resolve(spec, alternative).get("title", alternative.get("title")) == title:
                schema = merged(spec, alternative)
                break
        else:
            raise SystemExit("No alternative '%s' in %s" % (title, path))
    return schema


def identifiers(spec, alternatives):
    """The names of alternatives that have one property each."""
    names = []
    for alternative in alternatives:
        properties = list(merged(spec, alternative)["properties"])
        if len(properties) != 1:
            return None
        names += properties
    return names or None


def facts(spec, schema, prefix="", depth=0):
    for name in dict.fromkeys(schema["required"]):
        yield {"field": prefix + name, "rule": "required"}
    for name, value in schema["properties"].items():
        if "<" in name:
            continue
        value = merged(spec, value)
        field, kind = prefix + name, value.get("type")
        only = identifiers(spec, value["alternatives"])
        if only:
            yield {"field": field, "rule": "one-of", "value": only}
        elif "enum" in value:
            yield {"field": field, "rule": "enum", "value": value["enum"]}
        elif isinstance(kind, str) and not value["alternatives"]:
            yield {"field": field, "rule": "type", "value": kind}
        for bound, rule in (("minItems", "min-items"), ("maxItems", "max-items")):
            if bound in value:
                yield {"field": field, "rule": rule, "value": value[bound]}
        if kind in ("object", None) and name not in FREE and not only and depth < 2:
            yield from facts(spec, {**value, "properties": {} if value["alternatives"] else value["properties"],
                                    "required": [] if value["alternatives"] else value["required"]},
                             field + ".", depth + 1)


# from Customer.io's prose, and observed by others: operations, field, rule, value, source
EVENTS = ["person event", "person screen", "person page"]
V2 = [operation["name"] for operation in OPERATIONS if operation["path"] == "/api/v2/entity"]
SENDS = [operation["name"] for operation in OPERATIONS if operation["path"].startswith("/v1/send/")]
PROSE = [
    (EVENTS + ["v1 event", "v1 anonymous event"], "name", "max-bytes", 100, "track-prose"),
    (EVENTS, "identifiers", "also", "anonymous_id", "in-production"),
    (["person identify", "object identify", "object identify_anonymous"], "attributes", "max-properties", 300,
     "track-prose"),
    (["person identify", "object identify", "object identify_anonymous"], "attributes.*", "max-bytes", 1000,
     "track-prose"),
    (["person identify", "object identify", "object identify_anonymous"], "attributes", "max-name-bytes", 150,
     "track-prose"),
    ([name for name in V2 if name.startswith("person") and name != "person merge"], "identifiers.id", "max-bytes",
     150, "track-prose"),
    ([name for name in V2 if name.startswith("object")], "identifiers.object_id", "max-bytes", 150, "track-prose"),
    (V2, "", "max-body-bytes", 32000, "track-prose"),
    (["v1 event", "v1 anonymous event"], "data", "max-bytes", 100000, "track-prose"),
    (["person identify", *EVENTS, "v1 event", "v1 anonymous event"], "timestamp", "seconds",
     [1000000000, 99999999999], "ruby-sdk"),
    (["person add_device"], "device.last_used", "seconds", [1000000000, 99999999999], "ruby-sdk"),
    (SENDS, "", "max-body-bytes", 1000000, "app-prose"),
    (["send email"], "to", "max-recipients", 15, "app-prose"),
    (["send email"], "attachments.*", "max-bytes", 1999999, "app-prose"),
    (["send sms"], "to", "format", "phone-or-liquid", "track-prose"),
    (["send sms"], "from", "format", "line", "track-prose"),
    (["trigger by default", "trigger by emails", "trigger by ids"], "data", "max-bytes", 50000, "app-prose"),
    (["trigger by emails"], "emails", "max-items", 10000, "track-prose"),
]

SOURCES = {
    "track-openapi": "Customer.io Track API, OpenAPI file",
    "track-prose": "Customer.io Track API, OpenAPI file, descriptions",
    "app-prose": "Customer.io App API, OpenAPI file, descriptions",
    "ruby-sdk": "customerio-ruby 6.2, lib/customerio",
    "in-production": "segmentio/action-destinations and rudder-transformer send it",
}

DATES = {"app-prose": "2026-09-17", "ruby-sdk": "2026-05-27", "in-production": "2026-11-26"}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        spec = json.load(file)
    date = sys.argv[2]
    result = []
    for operation in OPERATIONS:
        found = [{**fact, "source": "track-openapi"} for fact in facts(spec, find(spec, operation["schema"]))
                 if (operation["name"], fact["field"], fact["rule"]) not in LEFT_OUT]
        for names, field, rule, value, source in PROSE:
            if operation["name"] in names:
                found.append({"field": field, "rule": rule, "value": value, "source": source})
        result.append({key: operation[key] for key in ("name", "method", "path", "example")} | {"facts": found})
    sources = {key: {"what": what, "date": DATES.get(key, date)} for key, what in SOURCES.items()}
    paths = ["%s %s" % (method.upper(), path) for path, methods in spec["paths"].items() for method in methods
             if method in ("get", "put", "post", "delete")]
    lines = ",\n".join(json.dumps({k: v for k, v in op.items() if k != "facts"})[:-1] + ", \"facts\": [\n  "
                       + ",\n  ".join(json.dumps(fact) for fact in op["facts"]) + "]}" for op in result)
    print("{\"sources\": %s,\n\"paths\": %s,\n\"operations\": [\n%s]}" % (
        json.dumps(sources, indent=1), json.dumps(paths, indent=1), lines))


main()
