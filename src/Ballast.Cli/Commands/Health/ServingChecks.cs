using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core.Policies;

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

    /// <summary>The policy, with the number of its warnings.</summary>
    public static Symptom Policy(string? path, Surroundings surroundings) => PolicyFile.Read(path, surroundings) switch
    {
        PolicyFileReading.Valid { Policy: var policy } when PolicyCheck.Of(policy) is { IsEmpty: false } warnings =>
            Symptom.Doubtful(
                "policy", $"{path ?? "shipped default"} is valid; {warnings[0]}", $"see 'ballast policy check {path}'"),
        PolicyFileReading.Valid => Symptom.Well("policy", $"{path ?? "shipped default"} is valid"),
        PolicyFileReading.Unusable unusable => Symptom.Broken("policy", unusable.Cause, unusable.WayOut),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
