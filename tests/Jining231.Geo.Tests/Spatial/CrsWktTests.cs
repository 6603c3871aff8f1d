using System.Diagnostics;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Tests.Spatial;

/// <summary>The well-known text of files is that of PROJ.</summary>
public sealed class CrsWktTests
{
    public static TheoryData<string> Codes => [.. Crs.All.Select(c => c.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task It_is_what_gdal_writes(string code)
    {
        var crs = Crs.Parse(code);
        Assert.Equal(await SayAsync("wkt1", crs), CrsWkt.Ogc(crs));
        Assert.Equal(await SayAsync("wkt_esri", crs), CrsWkt.Esri(crs));
    }

    private static async Task<string> SayAsync(string form, Crs crs)
    {
        using var process = Process.Start(new ProcessStartInfo("gdalsrsinfo", ["-o", form, "--single-line", "EPSG:" + CrsWkt.EpsgNumber(crs)]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }
}
