using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>Sits on the line between the client and the services: notes what is asked for, and answers in their place
/// where it is told to.</summary>
internal sealed class FleaTap
{
    /// <summary>Method, path and query of every request, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What it answers in the services' place, given the path and their own answer; a null leaves that as it
    /// is.</summary>
    public Func<string, string, (HttpStatusCode Status, string Body)?> Instead { get; set; } = (_, _) => null;

    /// <summary>How often something was asked for whose path holds a word.</summary>
    public int Count(string word) => Asked.Count(asked => asked.Contains(word, StringComparison.Ordinal));

    /// <summary>The requests that change something.</summary>
    public ImmutableArray<string> Sent => [.. Asked.Where(asked => !asked.StartsWith("GET", StringComparison.Ordinal))];

    /// <summary>A line with this on it.</summary>
    public HttpMessageHandler On(HttpMessageHandler line) => new Line(this, line);

    private sealed class Line(FleaTap tap, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.PathAndQuery;
            tap.Asked.Add($"{request.Method} {path}");
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            string body = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (tap.Instead(path, body) is not { } other)
            {
                return answer;
            }

            answer.Dispose();
            return new HttpResponseMessage(other.Status)
            {
                Content = new StringContent(other.Body, Encoding.UTF8, "application/json"),
                RequestMessage = request,
            };
        }
    }
}
