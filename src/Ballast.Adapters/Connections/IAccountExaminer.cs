using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Finds out what must be known of an account before orders leave to it.</summary>
internal interface IAccountExaminer
{
    /// <summary>The account as its owner named it, with what was accepted.</summary>
    AccountConnection Connection { get; }

    /// <summary>Whether its key is worth looking at: a test network's moves play money, and some do not tell.</summary>
    bool AsksKey { get; }

    /// <summary>Why its venue's clock stands against orders; <see langword="null"/> where it does not.</summary>
    Task<Reason?> FindClockFaultAsync(CancellationToken cancellation);

    /// <summary>Reads what its key may do.</summary>
    Task<Reading<KeyVerdict>> ReadKeyAsync(CancellationToken cancellation);
}
