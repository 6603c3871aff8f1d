using System.Globalization;
using System.Security.Cryptography;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Items;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>
/// All features of a query in one answer at constant memory. A client can tell a broken answer from a whole one: where the store fails
/// the connection is cut before the last chunk, and <c>numberReturned</c>, the last member of GeoJSON, is missing. Where the protocol has
/// trailers (HTTP/2; Kestrel sends none in HTTP/1.1) <c>Repr-Digest</c> (RFC 9530, SHA-256 of the bytes sent) and
/// <c>Feature-Count</c> follow the last feature.
/// </summary>
internal static class LayerDownload
{
    private const string Digest = "Repr-Digest", Count = "Feature-Count";

    /// <summary>True if the request asks for everything at once: <c>limit=all</c>.</summary>
    public static bool IsAsked(HttpContext context) => QueryReader.Text(context, "limit") == "all";

    /// <summary>Answers <c>items?limit=all</c>: GeoJSON or GeoJSON-Seq (<c>f</c>), with the parameters of pages, in the order of the store unless sortby names one.</summary>
    public static async Task AnswerAsync(HttpContext context, ServiceOptions options, LayerDef layer)
    {
        QueryReader.Allow(context, ["limit", "f", "crs", "properties", "skipGeometry", .. ItemParameters.Selection, .. layer.Fields.Select(f => f.Name)]);
        var query = ItemQuery.Selection(context, layer);
        var shape = ItemParameters.Shape(context, layer);
        query = ItemQuery.Complete(query, shape);
        IRowFormat format = QueryReader.Text(context, "f") switch
        {
            null or "json" or "geojson" => new GeoJsonFormat(shape, options.CoordinateDecimals),
            "geojsonseq" => new GeoJsonSeqFormat(shape, options.CoordinateDecimals),
            var other => throw QueryReader.Problem(ProblemCode.UnknownName, "f", $"整层下载没有格式“{other}”。", $"A whole layer is not offered as '{other}'.", ["json", "geojsonseq", .. ItemDownloads.Of(layer).Select(d => d.Name)]),
        };
        await using var snapshot = await options.Store.OpenSnapshotAsync(QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        // The tag of the whole list names neither format nor coding: what it would confirm is not known to be what the client has.
        ItemEndpoints.ContentCrs(context, shape.Crs);
        await WriteAsync(context, snapshot, query, layer, format);
    }

    /// <summary>Streams the answer; nothing is sent before the store has given its first rows.</summary>
    private static async Task WriteAsync(HttpContext context, IFeatureSnapshot snapshot, FeatureQuery query, LayerDef layer, IRowFormat format)
    {
        var response = context.Response;
        response.ContentType = format.MediaType;
        response.Headers.CacheControl = Json.CachePolicy(response);
        response.Headers.Vary = "Accept-Encoding";
        var coding = ContentCodings.Choose(context.Request);
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        var trailers = response.SupportsTrailers();
        if (trailers)
        {
            response.DeclareTrailer(Digest);
            response.DeclareTrailer(Count);
        }

        await using var rows = snapshot.ReadRows(query);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new DigestStream(response.Body, sum);
        var compressed = coding is null ? target : ContentCodings.Wrap(target, coding);
        long count;
        try
        {
            count = await RowPump.RunAsync(rows, layer, format, compressed.WriteAsync, null, context.RequestAborted);
        }
        catch
        {
            // An orderly end of the compressed stream would make a broken answer look whole.
            if (response.HasStarted)
                context.Abort();
            throw;
        }

        if (coding is not null)
            await compressed.DisposeAsync();
        if (!trailers)
            return;
        response.AppendTrailer(Digest, $"sha-256=:{Convert.ToBase64String(sum.GetHashAndReset())}:");
        response.AppendTrailer(Count, count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Passes bytes on and adds them to a digest.</summary>
    private sealed class DigestStream(Stream target, IncrementalHash sum) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            sum.AppendData(buffer.Span);
            return target.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException("Written asynchronously only.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Written asynchronously only.");
    }
}
