using Ballast.Adapters.Connections;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>Finds nothing against an account, until it hangs.</summary>
internal sealed class HangingExaminer : IAccountExaminer
{
    /// <summary>Whether it never answers again.</summary>
    public bool Hangs { get; set; }

    public AccountConnection Connection => throw new InvalidOperationException("its key is not asked for");

    public bool AsksKey => false;

    public Task<Reason?> FindClockFaultAsync(CancellationToken cancellation) =>
        Hangs ? new TaskCompletionSource<Reason?>().Task : Task.FromResult<Reason?>(null);

    public Task<Reading<KeyVerdict>> ReadKeyAsync(CancellationToken cancellation) =>
        throw new InvalidOperationException("its key is not asked for");
}
