using Ballast.Engine.Ports;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>Asks an exchange again for what it does not answer, later and later, and no earlier than it
/// wants.</summary>
internal static class PatientRead
{
    private const int MostTries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The answer, or the last refusal of several.</summary>
    public static async Task<Reading<T>> AskAsync<T>(
        Func<CancellationToken, Task<Reading<T>>> ask, TimeProvider time, CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        for (int tries = 1; ; tries++)
        {
            Reading<T> reading = await ask(cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (reading is not Reading<T>.Failed { Error: var error } || tries == MostTries
                || error.Kind is not (VenueErrorKind.Unavailable or VenueErrorKind.RateLimited))
            {
                return reading;
            }

            TimeSpan wait = error.RetryAfter is { } wished && wished > pause ? wished : pause;
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            pause *= 2;
        }
    }
}
