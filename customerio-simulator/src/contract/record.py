#!/usr/bin/env python3
"""Records how Customer.io responds, with a workspace of your own.

    CUSTOMERIO_SITE_ID=… CUSTOMERIO_API_KEY=… CUSTOMERIO_APP_API_KEY=… \\
        python3 record.py --this-workspace-is-for-tests > recorded.json

CUSTOMERIO_REGION is us (default) or eu. CUSTOMERIO_TRACK_URL and CUSTOMERIO_APP_URL
replace the URLs, for example with the simulator's.

The script creates people whose ids start with "contract-", and deletes them at the end.
It sends no messages and triggers no broadcasts. It records the structure of each
response: the names of fields and the types of values. It records values only for
statuses, a few headers and error messages, and masks whatever looks like an address or a
number there. The build never runs it.
"""

import base64
import datetime
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
import uuid

HEADERS = ("content-type", "content-length", "retry-after", "www-authenticate", "location", "x-ratelimit-limit",
           "x-ratelimit-remaining", "x-ratelimit-reset")

# inside these fields, the names belong to the workspace
FREE = ("attributes", "timestamps", "data", "relationship_attributes")

ERROR_TEXTS = ("reason", "field", "message", "detail", "error", "errors", "status", "pointer")

ME = "contract-" + uuid.uuid4().hex[:12]
MAIL = ME + "@example.com"


def url(api):
    region = "-eu" if os.environ.get("CUSTOMERIO_REGION", "us") == "eu" else ""
    host = "track" if api == "track" else "api"
    return os.environ.get("CUSTOMERIO_%s_URL" % api.upper(), "https://%s%s.customer.io" % (host, region))


def authorization(api):
    if api == "app":
        return "Bearer " + os.environ["CUSTOMERIO_APP_API_KEY"]
    pair = os.environ["CUSTOMERIO_SITE_ID"] + ":" + os.environ["CUSTOMERIO_API_KEY"]
    return "Basic " + base64.b64encode(pair.encode()).decode()


def entity(action, identifiers, **more):
    return {"type": "person", "action": action, "identifiers": identifiers, **more}


EVERYBODY = {"filter": {"attribute": {"field": "cio_id", "operator": "exists"}}}
INVALID = {"type": "person", "action": "event", "identifiers": {"id": ME}}
CUSTOMER = "/api/v1/customers/" + ME

# name, API, method, path, body, and whether the credentials are correct
CALLS = [
    ("region", "track", "GET", "/api/v1/accounts/region", None, True),
    ("wrong credentials, track", "track", "GET", "/api/v1/accounts/region", None, False),
    ("wrong credentials, app", "app", "GET", "/v1/segments", None, False),
    ("wrong credentials, send", "app", "POST", "/v1/send/email", {}, False),
    ("unknown path, track", "track", "POST", "/api/v2/nothing", {}, True),
    ("unknown path, app", "app", "GET", "/v1/nothing", None, True),
    ("identify", "track", "POST", "/api/v2/entity", entity("identify", {"id": ME}, attributes={
        "email": MAIL, "seats": 3, "vip": True, "address": {"city": "Ulm"}}), True),
    ("identify in other case", "track", "POST", "/api/v2/entity",
     entity("identify", {"email": MAIL.upper()}, attributes={"case": "upper"}), True),
    ("new id with a known address", "track", "POST", "/api/v2/entity",
     entity("identify", {"id": ME + "-2"}, attributes={"email": MAIL}), True),
    ("long attribute, v1", "track", "PUT", CUSTOMER, {"x": "x" * 1001}, True),
    ("long attribute, v2", "track", "POST", "/api/v2/entity",
     entity("identify", {"id": ME}, attributes={"x": "x" * 1001}), True),
    ("anonymous event, v2", "track", "POST", "/api/v2/entity",
     entity("event", {"anonymous_id": ME + "-visitor"}, name="contract"), True),
    ("batch, one invalid", "track", "POST", "/api/v2/batch",
     {"batch": [entity("event", {"id": ME}, name="contract"), INVALID]}, True),
    ("batch, all invalid", "track", "POST", "/api/v2/batch", {"batch": [INVALID, INVALID]}, True),
    ("batch, empty", "track", "POST", "/api/v2/batch", {"batch": []}, True),
    ("object with a phone number", "track", "POST", "/api/v2/entity",
     {"type": "object", "action": "identify", "identifiers": {"object_type_id": "1", "object_id": ME},
      "cio_relationships": [{"identifiers": {"phone": "+15555550100"}}]}, True),
    ("segment that does not exist", "track", "POST", "/api/v1/segments/999999999/add_customers", {"ids": [ME]}, True),
    ("device of another platform", "track", "PUT", CUSTOMER + "/devices",
     {"device": {"id": "t", "platform": "web"}}, True),
    ("attributes", "app", "GET", "/v1/customers/%s/attributes" % ME, None, True),
    ("attributes of many", "app", "POST", "/v1/customers/attributes", {"ids": [ME, ME + "-nobody"]}, True),
    ("attributes of nobody", "app", "GET", "/v1/customers/%s-nobody/attributes" % ME, None, True),
    ("by address in other case", "app", "GET", "/v1/customers?email=" + MAIL.upper().replace("@", "%40"), None, True),
    ("search", "app", "POST", "/v1/customers?limit=1", EVERYBODY, True),
    ("activities", "app", "GET", "/v1/activities?limit=1", None, True),
    ("messages", "app", "GET", "/v1/messages?limit=1", None, True),
    ("segments", "app", "GET", "/v1/segments", None, True),
    ("exports", "app", "GET", "/v1/exports", None, True),
    ("sender identities", "app", "GET", "/v1/sender_identities?limit=1", None, True),
    ("suppress", "track", "POST", CUSTOMER + "/suppress", None, True),
    ("attributes of who is suppressed", "app", "GET", "/v1/customers/%s/attributes" % ME, None, True),
    ("unsuppress", "track", "POST", CUSTOMER + "/unsuppress", None, True),
    ("delete", "track", "DELETE", CUSTOMER, None, True),
    ("delete the other", "track", "DELETE", CUSTOMER + "-2", None, True),
    ("delete by address", "track", "POST", "/api/v2/entity", entity("delete", {"email": MAIL}), True),
    ("delete the object", "track", "POST", "/api/v2/entity",
     {"type": "object", "action": "delete", "identifiers": {"object_type_id": "1", "object_id": ME}}, True),
]


def masked(text):
    text = re.sub(r"[\w.+-]+@[\w.-]+", "<address>", text.replace(ME, "<id>"))
    return re.sub(r"\d{6,}", "<number>", text)[:300]


def shape(value, name="", free=False):
    if isinstance(value, dict):
        if free:
            return {"*": sorted({kind(each) for each in value.values()})}
        return {key: shape(each, key, key in FREE) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each, name) for each in value[:2]]
    if name in ERROR_TEXTS and isinstance(value, (str, int)):
        return masked(value) if isinstance(value, str) else value
    return kind(value)


def kind(value):
    return {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}.get(
        type(value), "object" if isinstance(value, dict) else "array")


def body_of(raw, content_type):
    if "json" not in content_type:
        return "%d bytes" % len(raw)
    try:
        return shape(json.loads(raw))
    except ValueError:
        return "%d bytes that are no JSON" % len(raw)


def call(name, api, method, path, body, right):
    request = urllib.request.Request(url(api) + path, method=method,
                                     data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", authorization(api) if right else "Basic d3Jvbmc6d3Jvbmc=")
    request.add_header("Content-Type", "application/json")
    request.add_header("User-Agent", "customerio-spring-boot contract recorder")
    try:
        response = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    raw = response.read()
    headers = {key: response.headers[key] for key in HEADERS if key in response.headers}
    return {"name": name, "method": method, "path": masked(path.split("?")[0]), "status": response.status,
            "headers": headers, "body": body_of(raw, headers.get("content-type", ""))}


def main():
    if "--this-workspace-is-for-tests" not in sys.argv:
        raise SystemExit(__doc__)
    answers = []
    for entry in CALLS:
        answers.append(call(*entry))
        time.sleep(0.3)  # below every limit
    today = datetime.date.today().isoformat()
    json.dump({"recorded": today, "answers": answers}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
