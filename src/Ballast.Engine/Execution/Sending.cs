using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>The one rule of everything that is sent.</summary>
internal static class Sending
{
    /// <summary>Sends once. Whatever goes wrong after the bytes may have left is an unknown outcome.</summary>
    /// <param name="send">Sends, and gives up waiting by itself.</param>
    /// <param name="unknown">The outcome that nobody knows.</param>
    public static async Task<T> OnceAsync<T>(Func<Task<T>> send, Func<VenueError, T> unknown)
    {
        try
        {
            return await send();
        }
#pragma warning disable CA1031 // Whatever is thrown here, the bytes may have left: the outcome is unknown.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            string code = lost is TimeoutException ? "timeout" : lost.GetType().Name;
            return unknown(new VenueError(VenueErrorKind.OutcomeUnknown, code, "no readable answer"));
        }
    }
}
