namespace Ballast.PaperExchange.Services;

/// <summary>
/// The answer to an agent's request. Closed: <see cref="Done"/>, <see cref="Invalid"/>, <see cref="Short"/>,
/// <see cref="Missing"/>; all but the first changed nothing.
/// </summary>
public abstract record AgentOutcome<T>
{
    private AgentOutcome()
    {
    }

    /// <summary>It has had its effect.</summary>
    public sealed record Done(T Value) : AgentOutcome<T>;

    /// <summary>The request can never be carried out as it is.</summary>
    /// <param name="Field">The field at fault.</param>
    /// <param name="Why">What is wrong with it.</param>
    public sealed record Invalid(string Field, string Why) : AgentOutcome<T>;

    /// <summary>The source holds too little.</summary>
    /// <param name="Available">What it has free, in units of <paramref name="Asset"/>.</param>
    /// <param name="Asset">What is short.</param>
    /// <param name="Why">A sentence.</param>
    public sealed record Short(decimal Available, string Asset, string Why) : AgentOutcome<T>;

    /// <summary>There is no such thing.</summary>
    public sealed record Missing(string Why) : AgentOutcome<T>;
}
