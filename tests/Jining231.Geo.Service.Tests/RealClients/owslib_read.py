"""Reads a service through OWSLib and prints what it has seen as JSON: python3 owslib_read.py URL"""
import json
import sys

from owslib.ogcapi.features import Features
from owslib.ogcapi.processes import Processes

service = Features(sys.argv[1])
seen = {"api": service.api()["openapi"], "conformance": service.conformance()["conformsTo"], "collections": {}}
for name in service.feature_collections():
    collection = service.collection(name)
    ids, page = [], service.collection_items(name, limit=300)
    offset = 0
    while page["features"]:
        ids += [feature["id"] for feature in page["features"]]
        offset += len(page["features"])
        page = service.collection_items(name, limit=300, offset=offset)
    first = service.collection_item(name, ids[0]) if ids else None
    seen["collections"][name] = {
        "title": collection["title"],
        "ids": ids,
        "queryables": sorted(service.collection_queryables(name)["properties"]),
        "first": first["id"] if first else None,
        "inBox": service.collection_items(name, bbox=[116.4, 35.2, 116.7, 35.5], limit=1)["numberMatched"],
    }
seen["processes"] = [process["id"] for process in Processes(sys.argv[1]).processes()["processes"]]
print(json.dumps(seen))
