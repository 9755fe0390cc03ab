using System.Text.RegularExpressions;

namespace Ballast.Core.Amounts;

/// <summary>
/// A thing that can be held and priced: a coin, a token, a currency, or a sleeve of a service. Identified by its
/// ticker,
/// compared ordinally and case-sensitively (venues list both <c>LUNA</c> and <c>Luna</c>-like names).
/// </summary>
public sealed partial record Asset : IComparable<Asset>
{
    /// <summary>Names an asset.</summary>
    /// <param name="symbol">1 to 32 characters out of letters, digits and <c>. _ - : /</c>, starting with a letter or
    /// digit.</param>
    /// <exception cref="ArgumentException">The symbol is not of that form.</exception>
    public Asset(string symbol)
    {
        if (!IsValid(symbol))
        {
            throw new ArgumentException($"'{symbol}' is not an asset symbol", nameof(symbol));
        }

        Symbol = symbol;
    }

    /// <summary>The ticker as the policy file spells it.</summary>
    public string Symbol { get; }

    /// <summary>Whether a text can name an asset; policy and CSV readers ask before they construct.</summary>
    public static bool IsValid(string? symbol) => symbol is not null && Form().IsMatch(symbol);

    /// <summary>Ordinal order of the symbols: the order in which every list of assets is kept and printed.</summary>
    public int CompareTo(Asset? other) => string.CompareOrdinal(Symbol, other?.Symbol);

    /// <summary>The symbol.</summary>
    public override string ToString() => Symbol;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
