using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>A real process that misbehaves as it is told, on a clock that the test moves.</summary>
internal sealed class FaultyBridge : IDisposable
{
    private readonly ExchangeBridge bridge;

    public FaultyBridge(BridgeLimits? limits = null)
    {
        string script = Path.Combine(Path.GetDirectoryName(Here())!, "faulty-bridge.js");
        bridge = new ExchangeBridge(BridgeProgram.OfScript(script), limits ?? new BridgeLimits(), Clock, Log);
    }

    public ManualClock Clock { get; } = new();

    public HeardLog Log { get; } = new();

    public ExchangeBridge Bridge => bridge;

    public BridgeSession Session { get; } =
        new("one", () => new JsonObject { ["session"] = "one", ["exchange"] = "any" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Calls in the session.</summary>
    public Task<BridgeAnswer> CallAsync(string method, JsonObject? parameters = null) =>
        bridge.CallAsync(Session, method, parameters ?? [], Cancellation);

    /// <summary>Calls what must be answered.</summary>
    public async Task<JsonElement> AskAsync(string method, JsonObject? parameters = null) =>
        (await CallAsync(method, parameters)).ShouldBeOfType<BridgeAnswer.Done>().Result;

    /// <summary>Calls what is not answered in time by a process that is well otherwise.</summary>
    public async Task<BridgeAnswer> WaitInVainAsync(string method, JsonObject? parameters = null)
    {
        await AskAsync("ping");
        Task<BridgeAnswer> call = CallAsync(method, parameters);
        Clock.Advance(new BridgeLimits().Answer);
        return await call;
    }

    /// <summary>Calls a process that answers nothing any more; time passes until it is given up.</summary>
    public async Task<BridgeAnswer> WaitUnheardAsync(string method, JsonObject? parameters = null)
    {
        Task<BridgeAnswer> call = CallAsync(method, parameters);
        while (!call.IsCompleted)
        {
            await Task.Yield();
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return await call;
    }

    public void Dispose() => bridge.Dispose();

    private static string Here([CallerFilePath] string here = "") => here;
}
