namespace Ballast.Engine.Ports;

/// <summary>The store cannot take entries; whoever meets it stops trading.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Names the cause.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Names the cause and what the store said.</summary>
    public JournalUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
