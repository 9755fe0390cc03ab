using Ballast.Server.Features.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>Where past trades are kept: a running server, or the journal where none runs.</summary>
/// <param name="Known">What is known already.</param>
/// <param name="HandIn">Hands some in, all or none; a rehearsal writes nothing.</param>
/// <param name="TakeBack">Takes back what files told of some, all or none.</param>
internal sealed record TradeSink(
    KnownTradesReply Known,
    Func<TradesWish, Task<HandedIn>> HandIn,
    Func<RetractionWish, Task<TakenBack>> TakeBack);

/// <summary>The answer to taking back. Closed: <see cref="Done"/> or <see cref="Refused"/>.</summary>
internal abstract record TakenBack
{
    private TakenBack()
    {
    }

    /// <summary>It is in the journal.</summary>
    public sealed record Done(RetractionReply Reply) : TakenBack;

    /// <summary>Nothing was taken back.</summary>
    public sealed record Refused(string Cause) : TakenBack;
}

/// <summary>The answer to handing in. Closed: <see cref="Taken"/> or <see cref="Refused"/>.</summary>
internal abstract record HandedIn
{
    private HandedIn()
    {
    }

    /// <summary>They are in the journal, or would be.</summary>
    public sealed record Taken(ImportReply Reply) : HandedIn;

    /// <summary>None of them is.</summary>
    public sealed record Refused(string Cause) : HandedIn;
}
