using System.Globalization;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Wallets;

/// <summary>One server and how it has behaved: who fails rests for 5, 10, 20 seconds and so on up to ten minutes, or
/// for as long as it asked. Not thread-safe.</summary>
internal sealed class WalletEndpoint : IDisposable
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly ChainWire wire;
    private readonly AddressScreen screen;
    private readonly TimeProvider machine;
    private readonly TimeSpan answerTimeout;
    private long since;
    private TimeSpan rest;
    private int failures;
    private string why = "";

    public WalletEndpoint(Uri address, TimeSpan answerTimeout, TimeProvider machine, VenueHold hold)
    {
        (this.machine, this.answerTimeout) = (machine, answerTimeout);
        screen = new AddressScreen(address);
        wire = new ChainWire(address, answerTimeout, VenueWire.NewTransport(), (machine, hold));
    }

    /// <summary>The server, without what its address may hide.</summary>
    public string Name => wire.Name;

    /// <summary>Whether it is left alone for now.</summary>
    public bool IsResting => failures > 0 && machine.GetElapsedTime(since) < rest;

    /// <summary>What went wrong.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture, $"{Name}: {why} (asked again after {rest.TotalSeconds:0} s)");

    /// <summary>Asks it; whatever goes wrong is an answer.</summary>
    public async Task<Reading<ChainSight>> AskAsync(IChainReader reader, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(answerTimeout, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return new Reading<ChainSight>.Known(await reader.LookAsync(wire, either.Token));
        }
        catch (EndpointFaultException fault)
        {
            return new Reading<ChainSight>.Failed(
                fault.Error with { Message = screen.Clean(fault.Error.Message) });
        }
        catch (FormatException odd)
        {
            return new Reading<ChainSight>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "unreadable", screen.Clean(odd.Message)));
        }
    }

    /// <summary>It answered well.</summary>
    public void Succeed() => failures = 0;

    /// <summary>It did not.</summary>
    public void Fail(VenueError error)
    {
        double seconds = FirstRest.TotalSeconds * Math.Pow(2, Math.Min(failures, 10));
        rest = TimeSpan.FromSeconds(Math.Min(seconds, LongestRest.TotalSeconds));
        rest = error.RetryAfter is { } asked && asked > rest ? asked : rest;
        (since, why) = (machine.GetTimestamp(), error.Message);
        failures++;
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();
}
