using System.Diagnostics;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Commands.Running;

/// <summary>A person's word, given to the running server.</summary>
internal static class OnlineChange
{
    /// <summary>Sends it; what stands in its way is said with a way out.</summary>
    public static async Task<ExitCode> SendAsync(
        ServerClient client, string path, object wish, CommandOutput output, CancellationToken cancellation) =>
        await client.PostAsync(path, wish, cancellation) switch
        {
            ServerReply.Unreachable silent => output.Fail(
                ExitCode.Refused, silent.Cause, "check --url, or leave it out to use the data directory"),
            ServerReply.Refused refused => output.Fail(ExitCode.Refused, refused.Detail, "see 'ballast status'"),
            ServerReply.Done => ExitCode.Done,
            _ => throw new UnreachableException(),
        };
}
