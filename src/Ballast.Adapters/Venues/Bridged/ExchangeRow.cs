using System.Text.Json;
using System.Text.RegularExpressions;
using Ballast.Core.Orders;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What the bridge's table says of an exchange.</summary>
public sealed record ExchangeRow
{
    // An id of which every part is there, so that every digit of a form shows.
    private static readonly ClientOrderId Sample = ClientOrderId.Of(0xABCDEF, 0xAB, 0xABCDEF01234, 0xABCD, 0xEF01);

    private static readonly ClientIdForm[] Forms =
        [ClientIdForm.Hex32, ClientIdForm.PrefixedHex32, ClientIdForm.GateText, ClientIdForm.Uuid];

    /// <summary>The exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>Whether the exchange has a row of its own, held against recorded answers; of another one nothing but
    /// ccxt's word is known.</summary>
    public required bool IsTested { get; init; }

    /// <summary>Whether a test has proven how client ids are handled; the bridge sends no order otherwise.</summary>
    public required bool IsProven { get; init; }

    /// <summary>Why orders are proven or not, in the table's words.</summary>
    public required string Why { get; init; }

    /// <summary>How client ids are written there; <see langword="null"/> where no form fits.</summary>
    public required ClientIdForm? ClientIds { get; init; }

    /// <summary>How an order is found: <c>byClientId</c> or <c>byList</c>; empty where it is not.</summary>
    public required string LookUp { get; init; }

    /// <summary>When a signed request becomes inert, in words; empty where it never does.</summary>
    public required string Expiry { get; init; }

    /// <summary>The test network: <c>testnet</c> or <c>demo</c>; empty where there is none.</summary>
    public string Sandbox { get; init; } = "";

    /// <summary>Whether spot markets are offered.</summary>
    public bool HasSpot { get; init; }

    /// <summary>Whether perpetuals are offered.</summary>
    public bool HasSwap { get; init; }

    /// <summary>Whether a test has proven how orders on perpetuals are handled.</summary>
    public bool IsSwapProven { get; init; }

    /// <summary>Why they are proven or not, in the table's words; empty where there are none.</summary>
    public string SwapWhy { get; init; } = "";

    /// <summary>Whether the exchange tells what a key may do.</summary>
    public bool TellsKeys { get; init; }

    /// <summary>Whether the exchange tells of which coins withdrawals are open.</summary>
    public bool TellsWithdrawals { get; init; }

    /// <summary>How it lists an account's trades.</summary>
    public AccountListing Trades { get; init; } = AccountListing.Untold;

    /// <summary>How it lists an account's open orders.</summary>
    public OpenListing OpenOrders { get; init; } = new();

    /// <summary>How it lists an account's orders.</summary>
    public AccountListing OrderList { get; init; } = AccountListing.Untold;

    /// <summary>How long a read may take where the exchange's rate limit makes requests wait for one another;
    /// <see langword="null"/> where they hardly wait.</summary>
    public TimeSpan? ReadLimit { get; init; }

    /// <summary>Whether orders may be sent: proven, findable, inert after a time, and with an id of ours.</summary>
    public bool TakesOrders => IsProven && ClientIds is not null && LookUp.Length > 0 && Expiry.Length > 0;

    /// <summary>Why orders may or may not be sent, for people.</summary>
    public string Verdict =>
        !IsProven ? Why
        : ClientIds is null ? "no client id of ours has the form that it takes"
        : LookUp.Length == 0 ? "an order is not found by its client id"
        : Expiry.Length == 0 ? "a signed request never expires there, and none has been proven fit without"
        : Why;

    /// <summary>Reads a line of the table, or the row of an open session.</summary>
    /// <exception cref="FormatException">It is not as agreed.</exception>
    internal static ExchangeRow Read(JsonElement json) => BridgedRecords.Read(json, row => new ExchangeRow
    {
        Exchange = BridgedRecords.Text(row, "exchange"),
        IsProven = BridgedRecords.Text(row, "orders") == "proven",
        Why = BridgedRecords.Text(row, "why"),
        IsTested = BridgedRecords.IsTrue(row, "isTested"),
        ClientIds = row.GetProperty("clientId") is { ValueKind: JsonValueKind.Object } form ? FormOf(form) : null,
        LookUp = BridgedRecords.TextOrEmpty(row, "lookUp"),
        Expiry = BridgedRecords.TextOrEmpty(row, "expiry"),
        Sandbox = BridgedRecords.TextOrEmpty(row, "sandbox"),
        HasSpot = BridgedRecords.IsTrue(row, "spot"),
        HasSwap = BridgedRecords.IsTrue(row, "swap"),
        IsSwapProven = BridgedRecords.TextOrEmpty(row, "swapOrders") == "proven",
        SwapWhy = BridgedRecords.TextOrEmpty(row, "swapWhy"),
        TellsKeys = BridgedRecords.IsTrue(row, "keyPowers"),
        TellsWithdrawals = BridgedRecords.IsTrue(row, "tellsWithdrawals"),
        Trades = AccountListing.Read(row, "trades"),
        OpenOrders = OpenListing.Read(row),
        OrderList = AccountListing.Read(row, "orderList"),
        ReadLimit = LimitOf(row),
    });

    private static TimeSpan? LimitOf(JsonElement row) =>
        row.TryGetProperty("readSeconds", out JsonElement seconds) && seconds.ValueKind == JsonValueKind.Number
            ? TimeSpan.FromSeconds(seconds.GetInt32())
            : null;

    private static ClientIdForm? FormOf(JsonElement clientId)
    {
        string prefix = BridgedRecords.TextOrEmpty(clientId, "prefix");
        int length = clientId.GetProperty("length").GetInt32();
        bool isExact = BridgedRecords.IsTrue(clientId, "exact");
        Regex alphabet = new(
            $"^{BridgedRecords.Text(clientId, "alphabet")}+$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        foreach (ClientIdForm form in Forms)
        {
            string id = ClientIdText.Render(Sample, form);
            if (id.StartsWith(prefix, StringComparison.Ordinal) && alphabet.IsMatch(id[prefix.Length..])
                && (isExact ? id.Length == length : id.Length <= length))
            {
                return form;
            }
        }

        return null;
    }
}
