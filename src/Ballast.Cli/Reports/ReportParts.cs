using System.Security.Cryptography;
using System.Text;

namespace Ballast.Cli.Reports;

/// <summary>The files that every report carries in itself: the charts' library and our own style and script.</summary>
internal sealed record ReportParts
{
    /// <summary>Our style.</summary>
    public required string Style { get; init; }

    /// <summary>Our script.</summary>
    public required string Script { get; init; }

    /// <summary>The library's style.</summary>
    public required string ChartStyle { get; init; }

    /// <summary>The library.</summary>
    public required string ChartScript { get; init; }

    /// <summary>The library's licence, which goes wherever the library goes.</summary>
    public required string ChartLicence { get; init; }

    /// <summary>Reads them from this program; <see langword="null"/> where it was built without the library.</summary>
    public static ReportParts? Load() =>
        Resource("uPlot.iife.min.js") is { } library && Resource("uPlot.min.css") is { } style
            ? new ReportParts
            {
                Style = Embedded("report.css"),
                Script = Embedded("report.js"),
                ChartStyle = style,
                ChartScript = WithoutBanner(library),
                ChartLicence = Embedded("uPlot.license.txt"),
            }
            : null;

    /// <summary>How a content security policy names a script that it allows.</summary>
    public static string HashOf(string script) =>
        "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))) + "'";

    // The first comment names the library's address; the licence is given whole, and a report holds no address.
    private static string WithoutBanner(string script) =>
        script.StartsWith("/*!", StringComparison.Ordinal)
            ? script[(script.IndexOf("*/", StringComparison.Ordinal) + 2)..]
            : script;

    private static string Embedded(string name) =>
        Resource(name) ?? throw new InvalidOperationException($"{name} is not embedded");

    private static string? Resource(string name)
    {
        using Stream? stream = typeof(ReportParts).Assembly.GetManifestResourceStream("report/" + name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim() + "\n";
    }
}
