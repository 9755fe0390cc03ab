namespace Ballast.Core.Targets.Moving;

/// <summary>What looking at an external source gave. Closed: <see cref="Read"/> or <see cref="Unread"/>.</summary>
public abstract record ExternalReading
{
    private ExternalReading()
    {
    }

    /// <summary>There is a document of the right form; whether it is fresh enough is judged when it is used.</summary>
    /// <param name="Document">What it says.</param>
    public sealed record Read(ExternalDocument Document) : ExternalReading;

    /// <summary>There is none, or it is not of that form.</summary>
    /// <param name="Why">The reason, with the place in the document where there is one.</param>
    public sealed record Unread(Reason Why) : ExternalReading;
}
