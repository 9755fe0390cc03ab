using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// One account's line through the bridge: its session, and the exchange's wish to wait, after which nothing leaves
/// before its time, order or read.
/// </summary>
internal sealed class BridgedWire
{
    private readonly ExchangeBridge bridge;
    private readonly BridgedOptions options;
    private readonly BridgeSession session;
    private readonly VenueHold hold;
    private readonly TimeProvider venueClock;

    public BridgedWire(BridgedOptions options, ExchangeBridge bridge, TimeProvider venueClock)
    {
        (this.options, this.bridge, this.venueClock) = (options, bridge, venueClock);
        session = new BridgeSession(
            options.Market == BridgedOptions.Perpetuals ? $"{options.Account} {options.Market}" : options.Account.Value,
            Opening);
        hold = (options.Holds ?? bridge.Holds).Of($"{options.Exchange} {options.Network} {options.Address}");
        foreach (Secret secret in options.Credentials.Values)
        {
            bridge.Hide(secret);
        }
    }

    /// <summary>The venue's time in milliseconds, as this machine has it.</summary>
    public long NowMs => venueClock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the session where the bridge does not know it, and reads the exchange's row.</summary>
    public async Task<Reading<ExchangeRow>> OpenAsync(CancellationToken cancellation) =>
        Of(await bridge.OpenAsync(session, cancellation), json => ExchangeRow.Read(json.GetProperty("row")));

    /// <summary>Calls once.</summary>
    public async Task<BridgeAnswer> CallAsync(string method, JsonObject parameters, CancellationToken cancellation)
    {
        if (hold.Wait is { } wait)
        {
            return new BridgeAnswer.NotSent(
                new VenueError(VenueErrorKind.RateLimited, "held-back", wait.Sentence, wait.Left));
        }

        BridgeAnswer answer = await bridge.CallAsync(session, method, parameters, cancellation);
        if (answer is BridgeAnswer.Refused { Fault.RetryAfter: { } wished })
        {
            hold.Heed(wished);
        }

        return answer;
    }

    /// <summary>Asks for what changes nothing.</summary>
    public async Task<Reading<T>> ReadAsync<T>(
        string method, JsonObject parameters, Func<JsonElement, T> read, CancellationToken cancellation) =>
        Of(await CallAsync(method, parameters, cancellation), read);

    /// <summary>
    /// A text with names where this account's keys are: some exchanges want a key in the address that is signed, and
    /// the journal must not hold it.
    /// </summary>
    public string Masked(string text) => options.Credentials.Aggregate(
        text, (rest, key) => rest.Replace(Escaped(key.Value), MarkOf(key.Key), StringComparison.Ordinal));

    /// <summary>The text with the keys where their names are.</summary>
    public string Unmasked(string text) => options.Credentials.Aggregate(
        text, (rest, key) => rest.Replace(MarkOf(key.Key), Escaped(key.Value), StringComparison.Ordinal));

    private static string MarkOf(string name) => $"<<{name}>>";

    private static string Escaped(Secret secret) => JsonEncodedText.Encode(secret.Reveal()).Value;

    private static Reading<T> Of<T>(BridgeAnswer answer, Func<JsonElement, T> read) => answer is BridgeAnswer.Done done
        ? BridgedRecords.ReadingOf(done.Result, read)
        : new Reading<T>.Failed(BridgeErrors.ForRead(BridgeErrors.Of(answer)));

    private JsonObject Opening()
    {
        var opening = new JsonObject
        {
            ["session"] = session.Name,
            ["exchange"] = options.Exchange,
            ["market"] = options.Market,
            ["network"] = options.Network,
        };
        if (options.Address is { } address)
        {
            opening["address"] = address.GetLeftPart(UriPartial.Authority);
        }

        var credentials = new JsonObject(
            options.Credentials.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value.Reveal())));
        if (options.Wallet is { } wallet)
        {
            credentials["walletAddress"] = wallet;
        }

        if (credentials.Count > 0)
        {
            opening["credentials"] = credentials;
        }

        return opening;
    }
}
