using System.Text.Json;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Journal;
using Ballast.Server.Installations;
using Ballast.Server.Wire;

namespace Ballast.Cli.Live;

/// <summary>The journal as it grows, one JSON document a line, for programs that read a pipe.</summary>
internal static class JsonLines
{
    private const int Chunk = 200;

    /// <summary>Writes until cancelled.</summary>
    public static async Task WriteAsync(Installation installation, TextWriter output, CancellationToken cancellation)
    {
        long position = installation.Journal.Head;
        while (!cancellation.IsCancellationRequested)
        {
            Task appended = installation.Journal.NextAppend;
            IReadOnlyList<StoredEntry> page = await installation.Journal
                .ReadAsync(position, Chunk, CancellationToken.None);
            foreach (StoredEntry entry in page)
            {
                position = entry.Sequence;
                await output.WriteLineAsync(JsonSerializer.Serialize(JournalItem.Of(entry), WireJson.Options));
            }

            if (page.Count == 0)
            {
                await appended.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
