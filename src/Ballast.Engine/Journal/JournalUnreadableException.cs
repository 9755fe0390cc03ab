namespace Ballast.Engine.Journal;

/// <summary>The journal holds something this version cannot read: trading must not start.</summary>
public class JournalUnreadableException : Exception
{
    /// <summary>Names what cannot be read.</summary>
    public JournalUnreadableException(string message)
        : base(message)
    {
    }

    /// <summary>Names what cannot be read, and why.</summary>
    public JournalUnreadableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
