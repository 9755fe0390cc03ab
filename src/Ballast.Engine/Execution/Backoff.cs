using System.Globalization;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>
/// How often someone who fails is asked again: after each failure in a row twice as late as after the last, at least as
/// late as they wish, and as usual after the first answer. Counted in elapsed time, like <see cref="Patience"/>.
/// </summary>
internal sealed class Backoff
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Patience patience;
    private int failures;
    private string why = "";

    public Backoff(TimeProvider time) => patience = new Patience(time);

    /// <summary>Whether they are not to be asked now.</summary>
    public bool IsWaiting => patience.IsAsked;

    /// <summary>Whether the last answer was none.</summary>
    public bool IsFailing => failures > 0;

    /// <summary>What went wrong, how often, and when they are asked again.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{why} (failure {failures} in a row; asked again in {patience.Left.TotalSeconds:0.#} s)");

    /// <summary>They answered.</summary>
    public void Succeed() => failures = 0;

    /// <summary>They did not.</summary>
    /// <param name="error">What came instead.</param>
    /// <param name="said">That, in a sentence without an end.</param>
    public void Fail(VenueError error, string said)
    {
        double doubled = FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures, 10));
        TimeSpan own = TimeSpan.FromSeconds(Math.Min(doubled, LongestWait.TotalSeconds));
        TimeSpan wished = error.RetryAfter ?? (error.Kind == VenueErrorKind.RateLimited ? Patience.Unnamed : own);
        failures++;
        why = said;
        patience.Heed(error with { RetryAfter = wished > own ? wished : own });
    }
}
