namespace Ballast.Engine.Journal;

/// <summary>
/// An entry is of a kind or a version that only a newer program writes. Nothing is damaged: that program reads it.
/// </summary>
public sealed class JournalNewerException : JournalUnreadableException
{
    /// <summary>Names the entry and what it is.</summary>
    public JournalNewerException(string message)
        : base(message)
    {
    }
}
