using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>
/// An agent as its authors write it: it knows the base address, its name and its key, reads its balances, and where one
/// has drifted by more than 3 % of its target posts the difference. It does not order its movements; what is refused it
/// tries again on its next run.
/// </summary>
internal sealed class SampleAgent(HttpClient http, IReadOnlyDictionary<string, decimal> targets)
{
    private const decimal Drift = 0.03m;

    public int Refusals { get; private set; }

    /// <summary>One run.</summary>
    /// <returns>How many services had drifted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        JsonElement portfolio = await http.GetFromJsonAsync<JsonElement>("agents/demo/portfolio", cancellation);
        decimal total = portfolio.EnumerateObject().Sum(balance => balance.Value.GetDecimal());
        int drifted = 0;
        foreach ((string service, decimal target) in targets)
        {
            string field = service == "reserve" ? "available_balance" : $"{service}_balance";
            decimal missing = (target * total) - portfolio.GetProperty(field).GetDecimal();
            if (Math.Abs(missing) <= Drift * total * target)
            {
                continue;
            }

            drifted++;
            await MoveAsync(service, missing, cancellation);
        }

        return drifted;
    }

    private async Task MoveAsync(string service, decimal missing, CancellationToken cancellation)
    {
        string direction = missing > 0m ? "increase" : "decrease";
        string amount = Math.Abs(missing).ToString(CultureInfo.InvariantCulture);
        using HttpResponseMessage answer = await http.PostAsync(
            "agents/demo/rebalance",
            new StringContent(
                $$"""
                {"service":"{{service}}","direction":"{{direction}}","amount_usdc":{{amount}},"reason":"drift"}
                """,
                null,
                "application/json"),
            cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            Refusals++;
            return;
        }

        answer.EnsureSuccessStatusCode();
    }
}
