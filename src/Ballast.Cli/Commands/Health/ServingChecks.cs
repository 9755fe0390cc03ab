using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Cli.Client;

namespace Ballast.Cli.Commands.Health;

/// <summary>Checks of what <c>serve</c> needs.</summary>
internal static class ServingChecks
{
    /// <summary>Whether the port is free, or held by the server of the same directory.</summary>
    public static async Task<Symptom> PortAsync(int port, string directory, CancellationToken cancellation)
    {
        using ServerClient? running = await ServerClient.FindAsync(directory, cancellation).ConfigureAwait(false);
        if (running is not null)
        {
            return Symptom.Well("server", $"runs at {running.Address}");
        }

        string name = port.ToString(CultureInfo.InvariantCulture);
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return Symptom.Well("server", $"not running; port {name} is free");
        }
        catch (SocketException busy)
        {
            return Symptom.Doubtful(
                "server",
                $"not running; port {name} cannot be used ({busy.SocketErrorCode})",
                "stop what holds the port, or start with --port; without one a free port is taken");
        }
    }

    /// <summary>Whether the owner will be told: settings that can be read, with secrets; nothing is sent.</summary>
    public static Symptom Notices(string directory, TimeProvider time) =>
        NotifySettingsReader.ReadFrom(directory) switch
        {
            NotifySettingsReading.Read { Settings.Channels: [] } => Symptom.Well("notices", "in the log alone"),
            NotifySettingsReading.Read { Settings: var settings } => Notices(settings, directory, time),
            NotifySettingsReading.Refused refused => Symptom.Broken(
                "notices", refused.Cause, "mend it; see 'Being told' in docs/OPERATING.md"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Symptom Notices(NotifySettings settings, string directory, TimeProvider time)
    {
        SecretPlaces secrets = new(directory, Environment.GetEnvironmentVariable);
        switch (OpenChannel.All(settings, secrets, time))
        {
            case ChannelOpening.Refused refused:
                return Symptom.Broken(
                    "notices", $"the channel {refused.Channel} lacks its secret", refused.Why.Sentence);
            case ChannelOpening.Opened { Channels: var channels }:
                foreach (IDisposable channel in channels.Select(open => open.Channel).OfType<IDisposable>())
                {
                    channel.Dispose();
                }

                return Symptom.Well("notices", $"over {string.Join(", ", channels.Select(open => open.Channel.Name))}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
