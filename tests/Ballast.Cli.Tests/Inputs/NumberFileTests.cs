using System.Text;
using Ballast.Cli.Inputs;

namespace Ballast.Cli.Tests.Inputs;

public sealed class NumberFileTests
{
    [Theory]
    [InlineData("BTC,0.5\nETH,3")]
    [InlineData("asset,quantity\r\nBTC,0.50\r\n\r\n# mine\r\nETH,3.0\r\n")]
    public void Csv_with_or_without_header_gives_asset_and_number(string text) =>
        Rows(NumberCsv.Read(text, "quantity")).ShouldBe(["BTC 0.5", "ETH 3"]);

    [Fact]
    public void Csv_and_json_may_name_accounts()
    {
        Rows(NumberCsv.Read("BTC,1,cold\nBTC,2,hot", "quantity")).ShouldBe(["BTC 1 cold", "BTC 2 hot"]);
        Rows(Json("""{ "cold": { "BTC": 1 }, "hot": { "BTC": "2" } }""")).ShouldBe(["BTC 1 cold", "BTC 2 hot"]);
    }

    [Theory]
    [InlineData("", "line 1", "no line with an asset")]
    [InlineData("BTC,1\nETH", "line 2", "1 columns")]
    [InlineData("BTC,1\nE TH,2", "line 2", "'E TH' is not an asset name")]
    [InlineData("BTC,1\nETH,two", "line 2", "'two' is not a quantity")]
    [InlineData("BTC,-1", "line 1", "'-1' is not a quantity")]
    [InlineData("BTC,1e3", "line 1", "'1e3' is not a quantity")]
    [InlineData("BTC,1\nBTC,2", "line 2", "BTC is there twice")]
    [InlineData("BTC,1,Cold", "line 1", "'Cold' is not an account name")]
    public void Csv_faults_are_named_with_their_line(string text, string where, string what) =>
        Refused(NumberCsv.Read(text, "quantity"), where, what);

    [Theory]
    [InlineData("[1]", "$", "not an object")]
    [InlineData("{ \"BTC\": true }", "$.BTC", "true is not a quantity")]
    [InlineData("{ \"BTC\": -0.1 }", "$.BTC", "-0.1 is not a quantity")]
    [InlineData("{ \"BTC\": 1, \"BTC\": 2 }", "$", "BTC")]
    [InlineData("{ \"B TC\": 1 }", "$.B TC", "not an asset name")]
    [InlineData("{ \"Cold Wallet\": { \"BTC\": 1 } }", "$.Cold Wallet", "not an account name")]
    [InlineData("{ \"BTC\": ", "$", "")]
    [InlineData("{ \"\\ud800\": 1 }", "$", "")]
    public void Json_faults_are_named_with_their_place(string text, string where, string what) =>
        Refused(Json(text), where, what);

    private static NumberReading Json(string text) => NumberJson.Read(Encoding.UTF8.GetBytes(text), "quantity");

    private static IEnumerable<string> Rows(NumberReading reading) =>
        reading.ShouldBeOfType<NumberReading.Read>().Rows.Select(row =>
            $"{row.Asset} {Core.Amounts.CanonicalDecimal.Format(row.Number)} {row.Account}".TrimEnd());

    private static void Refused(NumberReading reading, string where, string what)
    {
        NumberReading.Refused refused = reading.ShouldBeOfType<NumberReading.Refused>();
        refused.Where.ShouldBe(where);
        refused.What.ShouldContain(what);
    }
}
