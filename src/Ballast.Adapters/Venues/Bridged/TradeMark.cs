using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How far trades were read: an instant in milliseconds and the numbers of those shortly before it.</summary>
/// <param name="At">Everything before it was read; <see langword="null"/> where nothing was.</param>
/// <param name="Seen">The trades that were read within the overlap before it.</param>
internal sealed record TradeMark(Instant? At, ImmutableArray<string> Seen)
{
    /// <summary>Reads a watermark.</summary>
    public static TradeMark Read(string text)
    {
        string[] parts = text.Split(' ');
        return text.Length == 0
            ? new TradeMark(null, [])
            : new TradeMark(
                Instant.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)),
                [.. parts.Skip(1)]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        ' ', Seen.Prepend(At!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
}
