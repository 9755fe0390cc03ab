using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Cli.Inputs;

/// <summary>
/// Reads <c>{ "BTC": 0.5, "ETH": "3.2" }</c>, or the same per account: <c>{ "paper": { "BTC": 0.5 }, "cold": { "BTC": 1
/// } }</c>.
/// </summary>
internal static class NumberJson
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 4,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="content">The file.</param>
    /// <param name="number">What the number is, for messages.</param>
    public static NumberReading Read(ReadOnlyMemory<byte> content, string number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content, Reading);
            List<NumberRow> rows = [];
            NumberReading.Refused? fault = document.RootElement.ValueKind == JsonValueKind.Object
                ? AddAll(rows, document.RootElement, number)
                : new NumberReading.Refused("$", $"not an object with a {number} for each asset");
            return fault ?? (NumberReading)new NumberReading.Read(rows);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is the reader's answer to a text that is not valid Unicode.
            return new NumberReading.Refused("$", malformed.Message.Split(" LineNumber:")[0].TrimEnd('.'));
        }
    }

    private static NumberReading.Refused? AddAll(List<NumberRow> rows, JsonElement root, string number)
    {
        foreach (JsonProperty member in root.EnumerateObject())
        {
            NumberReading.Refused? fault = member.Value.ValueKind == JsonValueKind.Object
                ? AddAccount(rows, member, number)
                : Add(rows, member, null, number);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static NumberReading.Refused? AddAccount(List<NumberRow> rows, JsonProperty account, string number)
    {
        if (!AccountId.IsValid(account.Name))
        {
            return new NumberReading.Refused($"$.{account.Name}", $"'{account.Name}' is not an account name");
        }

        AccountId id = new(account.Name);
        return account.Value.EnumerateObject()
            .Select(member => Add(rows, member, id, number))
            .FirstOrDefault(fault => fault is not null);
    }

    private static NumberReading.Refused? Add(
        List<NumberRow> rows, JsonProperty member, AccountId? account, string number)
    {
        string where = account is null ? $"$.{member.Name}" : $"$.{account}.{member.Name}";
        if (!Asset.IsValid(member.Name))
        {
            return new NumberReading.Refused(where, $"'{member.Name}' is not an asset name");
        }

        if (!TryNumber(member.Value, out decimal value) || value < 0m)
        {
            return new NumberReading.Refused(
                where, $"{member.Value.GetRawText()} is not a {number}: a decimal number or text, zero or more");
        }

        rows.Add(new NumberRow(new Asset(member.Name), value, account));
        return null;
    }

    private static bool TryNumber(JsonElement element, out decimal value)
    {
        value = 0m;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDecimal(out value),
            JsonValueKind.String => CanonicalDecimal.TryParse(element.GetString(), out value),
            _ => false,
        };
    }
}
