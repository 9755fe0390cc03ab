using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Cli.Inputs;

/// <summary>
/// Reads <c>asset,quantity</c> and <c>asset,price</c>, with a third column <c>account</c> where wanted. A first line
/// that begins with <c>asset</c> or the like is a header; empty lines and lines that begin with # are skipped.
/// </summary>
internal static class NumberCsv
{
    private const int MostColumns = 3;

    private static readonly string[] HeaderNames = ["asset", "symbol", "coin", "currency", "ticker"];

    /// <summary>Reads a text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="number">What the number is, for messages: <c>quantity</c> or <c>price</c>.</param>
    public static NumberReading Read(string text, string number)
    {
        List<NumberRow> rows = [];
        bool mayBeHeader = true;
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            string[] cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells is [""] || cells[0].StartsWith('#'))
            {
                continue;
            }

            if (!(mayBeHeader && IsHeader(cells)))
            {
                string? fault = Add(rows, cells, number);
                if (fault is not null)
                {
                    return new NumberReading.Refused($"line {index + 1}", fault);
                }
            }

            mayBeHeader = false;
        }

        return rows.Count == 0
            ? new NumberReading.Refused("line 1", $"no line with an asset and a {number}")
            : new NumberReading.Read(rows);
    }

    private static bool IsHeader(string[] cells) =>
        HeaderNames.Contains(cells[0].Trim('"'), StringComparer.OrdinalIgnoreCase);

    private static string? Add(List<NumberRow> rows, string[] cells, string number)
    {
        if (cells.Length is < 2 or > MostColumns)
        {
            return $"{cells.Length} columns; write asset,{number} or asset,{number},account";
        }

        string symbol = cells[0].Trim('"');
        if (!Asset.IsValid(symbol))
        {
            return $"'{symbol}' is not an asset name";
        }

        if (!CanonicalDecimal.TryParse(cells[1].Trim('"'), out decimal value) || value < 0m)
        {
            return $"'{cells[1]}' is not a {number}: a plain decimal number, zero or more";
        }

        string account = cells.Length == MostColumns ? cells[2].Trim('"') : "";
        if (account.Length > 0 && !AccountId.IsValid(account))
        {
            return $"'{account}' is not an account name";
        }

        NumberRow row = new(new Asset(symbol), value, account.Length > 0 ? new AccountId(account) : null);
        if (rows.Exists(other => other.Asset == row.Asset && other.Account == row.Account))
        {
            return $"{symbol} is there twice";
        }

        rows.Add(row);
        return null;
    }
}
