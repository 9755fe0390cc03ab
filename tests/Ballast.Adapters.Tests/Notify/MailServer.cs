using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>As much of a mail server (RFC 5321) as one client needs, on loopback; it answers a command as it is
/// told.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, string> answers;
    private readonly Task work;

    public MailServer(Dictionary<string, string> answers)
    {
        this.answers = answers;
        listener.Start();
        work = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Everything the clients said.</summary>
    public StringBuilder Heard { get; } = new();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await work;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception over) when (over is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII);
        await using StreamWriter writer = new(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 local");
        bool isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            Heard.Append(line).Append('\n');
            string command = isData ? line : line.Split(' ', ':')[0].ToUpperInvariant();
            if (isData && line != ".")
            {
                continue;
            }

            string answer = answers.GetValueOrDefault(command) ?? Usual(command);
            isData = answer.StartsWith("354", StringComparison.Ordinal);
            await writer.WriteLineAsync(answer);
        }
    }

    private static string Usual(string command) => command switch
    {
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };
}
