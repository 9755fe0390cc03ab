using Ballast.Core;

namespace Ballast.Adapters.Secrets;

/// <summary>The answer to asking for a secret. Closed: <see cref="Found"/>, <see cref="Missing"/>,
/// <see cref="Refused"/>.</summary>
public abstract record SecretReading
{
    private SecretReading()
    {
    }

    /// <summary>Here it is.</summary>
    /// <param name="Value">The secret.</param>
    /// <param name="Place">Where it was, for people: never its content.</param>
    public sealed record Found(Secret Value, string Place) : SecretReading;

    /// <summary>No place has it.</summary>
    /// <param name="Why">Where one may put it.</param>
    public sealed record Missing(Reason Why) : SecretReading;

    /// <summary>A place has it and it must not be used: others may read the file, or it cannot be decrypted.</summary>
    /// <param name="Why">What is wrong and what to do.</param>
    public sealed record Refused(Reason Why) : SecretReading;
}
