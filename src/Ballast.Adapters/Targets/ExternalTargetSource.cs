using System.Collections.Concurrent;
using System.Net;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Targets;

/// <summary>
/// Reads external targets from files below a folder and over HTTP. One GET without redirects, proxy or cookies, with a
/// limit on time and size; whatever goes wrong is an answer.
/// </summary>
public sealed class ExternalTargetSource : IExternalTargetSource, IDisposable
{
    private readonly string folder;
    private readonly TimeProvider real;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<string, Task<ExternalReading>> beingRead = new(StringComparer.Ordinal);

    /// <summary>A source.</summary>
    /// <param name="folder">Where relative paths begin: the policy file's folder.</param>
    /// <param name="real">Real time, whatever the market's speed.</param>
    public ExternalTargetSource(string folder, TimeProvider real)
    {
        (this.folder, this.real) = (folder, real);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
        {
            MaxResponseContentBufferSize = ExternalDocumentFormat.LargestBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public Task<ExternalReading> ReadTargetAsync(
        PortfolioId portfolio, ExternalPolicy external, CancellationToken cancellation) =>
        external.File is { } path ? ReadFileAsync(path, external, cancellation) : AskAsync(external, cancellation);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // A pipe, or a file on a server that is gone, can hold whoever opens it for ever, and nothing stops that: it is
    // waited for on a thread of its own, one for each file.
    private async Task<ExternalReading> ReadFileAsync(
        string path, ExternalPolicy external, CancellationToken cancellation)
    {
        Task<ExternalReading> reading = beingRead.GetOrAdd(
            path,
            name => Task.Factory.StartNew(
                () => ReadFile(name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        try
        {
            ExternalReading read = await reading.WaitAsync(external.Timeout.ToTimeSpan(), real, cancellation);
            beingRead.TryRemove(KeyValuePair.Create(path, reading));
            return read;
        }
        catch (TimeoutException)
        {
            return Unread($"{path} could not be read within {PolicyDuration.Text(external.Timeout)}");
        }
    }

    private ExternalReading ReadFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(Path.Combine(folder, path));
            byte[] content = new byte[ExternalDocumentFormat.LargestBytes + 1];
            int read = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return read > ExternalDocumentFormat.LargestBytes
                ? Unread($"{path} has more than {ExternalDocumentFormat.LargestBytes} bytes")
                : ExternalDocumentFormat.Read(content.AsMemory(0, read), path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Unread($"{path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
    }

    private async Task<ExternalReading> AskAsync(ExternalPolicy external, CancellationToken cancellation)
    {
        string url = external.Url!;
        using CancellationTokenSource limit = new(external.Timeout.ToTimeSpan(), real);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(
                new Uri(url), HttpCompletionOption.ResponseContentRead, both.Token);
            return answer.StatusCode == HttpStatusCode.OK
                ? ExternalDocumentFormat.Read(await answer.Content.ReadAsByteArrayAsync(both.Token), url)
                : Unread($"{url} answered {(int)answer.StatusCode}, and only 200 is taken");
        }
        catch (HttpRequestException failed)
        {
            return Unread($"{url} cannot be read: {failed.Message.TrimEnd('.')}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unread($"{url} did not answer within {PolicyDuration.Text(external.Timeout)}");
        }
    }

    private static ExternalReading.Unread Unread(string sentence) => new(new Reason("external-unread", sentence));
}
