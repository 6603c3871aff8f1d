"""Loads layers of a service in QGIS without a window and prints what it has: python3 qgis_read.py URL PAGE_SIZE LAYER…"""
import json
import os
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsWkbTypes

application = QgsApplication([], False)
application.initQgis()


def features(layer, request):
    return {
        feature.attribute("id"): feature.geometry().constGet().nCoordinates() if feature.hasGeometry() else None
        for feature in layer.getFeatures(request)
    }


url, size, names = sys.argv[1], sys.argv[2], sys.argv[3:]
seen = {}
for name in names:
    source = f"url='{url}' typename='{name}' pagingEnabled='enabled' pageSize='{size}' restrictToRequestBBOX='0'"
    layer = QgsVectorLayer(source, name, "OAPIF")
    if not layer.isValid():
        seen[name] = {"error": layer.error().message()}
        continue
    boxed = QgsVectorLayer(source.replace("restrictToRequestBBOX='0'", "restrictToRequestBBOX='1'"), name, "OAPIF")
    seen[name] = {
        "count": layer.featureCount(),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "crs": layer.crs().authid(),
        "fields": [field.name() for field in layer.fields()],
        "vertices": features(layer, QgsFeatureRequest()),
        "inBox": sorted(features(boxed, QgsFeatureRequest(QgsRectangle(116.4, 35.2, 116.7, 35.5)))),
    }
print(json.dumps(seen))
sys.stdout.flush()
# The end of QGIS 3.22 in a program without a window is not always orderly.
os._exit(0)
