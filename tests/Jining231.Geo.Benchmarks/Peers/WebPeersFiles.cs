using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Settings of nginx, MapServer and QGIS Server as the published peer measurements had them.</summary>
internal static class WebPeersFiles
{
    public static void Write(string folder, PeersData data, string root, int port, int mapServer, int qgis, string templates)
    {
        var database = data.Cluster.Port.ToString(CultureInfo.InvariantCulture);
        Put("nginx.conf", Nginx);
        Put("fcgi_params", FcgiParameters());
        Put("mapserver.conf", MapServer);
        Put("parcel.map", Map.Replace("@PG@", Layer("parcel", $"CONNECTIONTYPE POSTGIS CONNECTION \"host=127.0.0.1 port={database} user=jining dbname={data.Database}\"",
            "geom from (select id, code, land_class, adcode, area_m2, updated, geom from public.parcel) as q using unique id using srid=4326", "id"), StringComparison.Ordinal)
            .Replace("@GPKG@", Layer("parcel_gpkg", $"CONNECTIONTYPE OGR CONNECTION \"{data.PeerFile}\"", "parcel", "code"), StringComparison.Ordinal));
        Put("project.py", QgisProject);

        void Put(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text.Replace("@DIR@", folder, StringComparison.Ordinal)
            .Replace("@ROOT@", root, StringComparison.Ordinal).Replace("@PORT@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@MS@", mapServer.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("@QS@", qgis.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@TEMPLATES@", templates, StringComparison.Ordinal).Replace("@DBPORT@", database, StringComparison.Ordinal)
            .Replace("@DB@", data.Database, StringComparison.Ordinal).Replace("@FILE@", data.PeerFile, StringComparison.Ordinal));
    }

    private const string Parameters = "QUERY_STRING REQUEST_METHOD CONTENT_TYPE CONTENT_LENGTH REQUEST_URI SERVER_PROTOCOL REMOTE_ADDR SERVER_ADDR SERVER_PORT";

    private static string FcgiParameters() => string.Concat(Parameters.Split(' ').Select(p => $"fastcgi_param {p} ${p.ToLowerInvariant()};\n"))
        + "fastcgi_param SERVER_NAME 127.0.0.1;\nfastcgi_param HTTP_HOST $http_host;\nfastcgi_param REQUEST_SCHEME $scheme;\n";

    private const string Nginx = """
        worker_processes 1;
        daemon off;
        pid @DIR@/nginx.pid;
        error_log @DIR@/nginx.err warn;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path @DIR@/t1; proxy_temp_path @DIR@/t2; fastcgi_temp_path @DIR@/t3; uwsgi_temp_path @DIR@/t4; scgi_temp_path @DIR@/t5;
          fastcgi_buffers 64 64k; fastcgi_buffer_size 64k; fastcgi_max_temp_file_size 0; fastcgi_read_timeout 600s;
          keepalive_requests 1000000;
          server {
            listen 127.0.0.1:@PORT@;
            location /mapserver/ {
              fastcgi_pass 127.0.0.1:@MS@;
              fastcgi_split_path_info ^(/mapserver)(/.*)$;
              fastcgi_param PATH_INFO $fastcgi_path_info;
              fastcgi_param SCRIPT_NAME /mapserver;
              include @DIR@/fcgi_params;
            }
            location = /ms { fastcgi_pass 127.0.0.1:@MS@; fastcgi_param SCRIPT_NAME /ms; include @DIR@/fcgi_params; }
            location /qgis {
              fastcgi_pass 127.0.0.1:@QS@;
              fastcgi_split_path_info ^(/qgis)(/.*)$;
              fastcgi_param PATH_INFO $fastcgi_path_info;
              fastcgi_param SCRIPT_NAME /qgis;
              include @DIR@/fcgi_params;
            }
          }
        }
        """;

    private const string MapServer = """
        CONFIG
          ENV
            MS_MAP_PATTERN "."
            OGCAPI_HTML_TEMPLATE_DIRECTORY "@TEMPLATES@"
          END
          MAPS
            PARCEL "@DIR@/parcel.map"
          END
        END
        """;

    private const string Map = """
        MAP
          NAME "peers"
          STATUS ON
          EXTENT 115.9 34.4 117.6 36.0
          UNITS DD
          SIZE 256 256
          PROJECTION "init=epsg:4326" END
          OUTPUTFORMAT NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/geo+json; charset=UTF-8" FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=SIMPLE" FORMATOPTION "USE_FEATUREID=true" FORMATOPTION "LCO:COORDINATE_PRECISION=7" END
          OUTPUTFORMAT NAME "mvt" DRIVER "MVT" FORMATOPTION "EXTENT=4096" FORMATOPTION "EDGE_BUFFER=64" END
          WEB METADATA
            "ows_title" "peers"
            "ows_onlineresource" "@ROOT@/ms?"
            "oga_onlineresource" "@ROOT@/mapserver/PARCEL/ogcapi"
            "ows_srs" "EPSG:4326 EPSG:3857"
            "ows_enable_request" "*"
            "oga_enable_request" "*"
            "wfs_getfeature_formatlist" "geojson"
            "oga_max_limit" "10000"
          END END
        @PG@
        @GPKG@
        END
        """;

    private const string QgisProject = """
        import sys
        from qgis.core import QgsApplication, QgsProject, QgsVectorLayer, QgsDataSourceUri, QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle
        app = QgsApplication([], False); app.initQgis()
        project = QgsProject.instance(); crs = QgsCoordinateReferenceSystem("EPSG:4326"); project.setCrs(crs); project.setTitle("peers")
        uri = QgsDataSourceUri(); uri.setConnection("127.0.0.1", "@DBPORT@", "@DB@", "jining", "")
        uri.setDataSource("public", "parcel", "geom", "", "id"); uri.setSrid("4326"); uri.setUseEstimatedMetadata(True); uri.setWkbType(3)
        layers = [QgsVectorLayer(uri.uri(False), "parcel", "postgres"), QgsVectorLayer("@FILE@|layername=parcel", "parcel_gpkg", "ogr")]
        for layer in layers: assert layer.isValid(), layer.error().message()
        project.addMapLayers(layers); project.setTrustLayerMetadata(True)
        project.writeEntry("WFSLayers", "/", [l.id() for l in layers])
        for layer in layers: project.writeEntry("WFSLayersPrecision", "/" + layer.id(), 7)
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(QgsRectangle(115.9, 34.4, 117.6, 36.0), crs))
        assert project.write(sys.argv[1])
        app.exitQgis()
        """;

    private static string Layer(string name, string connection, string data, string id) => $"""
          LAYER
            NAME "{name}"
            TYPE POLYGON
            STATUS ON
            {connection}
            PROCESSING "CLOSE_CONNECTION=DEFER"
            DATA "{data}"
            EXTENT 115.9 34.4 117.6 36.0
            TEMPLATE "x"
            PROJECTION "init=epsg:4326" END
            METADATA
              "ows_title" "{name}"
              "gml_include_items" "all"
              "gml_featureid" "{id}"
              "ows_featureid" "{id}"
              "wfs_use_default_extent_for_getfeature" "false"
              "ows_extent" "115.9 34.4 117.6 36.0"
              "gml_area_m2_type" "Real"
              "gml_types" "auto"
            END
            CLASS STYLE COLOR 200 200 200 OUTLINECOLOR 0 0 0 END END
          END
        """;
}
