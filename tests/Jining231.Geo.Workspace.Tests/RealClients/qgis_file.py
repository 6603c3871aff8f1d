"""Reads layers of a GeoPackage file in QGIS without a window and prints every row: python3 qgis_file.py FILE LAYER…"""
import json
import os
import sys

from PyQt5.QtCore import QDate, QDateTime, Qt, QVariant
from qgis.core import QgsApplication, QgsVectorLayer

application = QgsApplication([], False)
application.initQgis()


def plain(value):
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, QDateTime):
        return value.toUTC().toString("yyyy-MM-ddTHH:mm:ss.zzzZ") if value.isValid() else None
    if isinstance(value, QDate):
        return value.toString(Qt.ISODate) if value.isValid() else None
    return value


path, names = sys.argv[1], sys.argv[2:]
seen = {}
for name in names:
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        seen[name] = {"error": layer.error().message()}
        continue
    fields = [field.name() for field in layer.fields()]
    seen[name] = {
        "crs": layer.crs().authid(),
        "rows": {
            feature.attribute("id"): {
                "values": {field: plain(feature.attribute(field)) for field in fields},
                "wkb": bytes(feature.geometry().asWkb()).hex().upper() if feature.hasGeometry() else None,
            }
            for feature in layer.getFeatures()
        },
    }
print(json.dumps(seen))
sys.stdout.flush()
# The end of QGIS 3.22 in a program without a window is not always orderly.
os._exit(0)
