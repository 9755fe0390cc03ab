using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Ballast.Cli.Reports;

/// <summary>Which prices a backtest used: whoever has the same file gets the same hash.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Bytes">Its length as it lies on disk.</param>
/// <param name="Sha256">SHA-256 of those bytes, in lower-case hexadecimal digits.</param>
internal sealed record PriceFingerprint(string File, long Bytes, string Sha256)
{
    /// <summary>Of files that were read before, in their order.</summary>
    /// <exception cref="IOException">One of them is gone.</exception>
    public static ImmutableArray<PriceFingerprint> Of(IEnumerable<string> files) => [.. files.Select(Of)];

    private static PriceFingerprint Of(string path)
    {
        using FileStream content = System.IO.File.OpenRead(path);
        return new PriceFingerprint(
            Path.GetFileName(path), content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
