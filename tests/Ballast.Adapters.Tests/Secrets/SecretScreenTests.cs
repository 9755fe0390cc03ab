using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Tests.Secrets;

/// <summary>Secrets in texts that somebody else wrote. The spellings are those of RFC 3986 and RFC 8259, and base64 as
/// <c>printf | base64</c> prints it.</summary>
public sealed class SecretScreenTests
{
    [Theory]
    [InlineData("""refused: key sec+ret/4711"x is unknown""")]
    [InlineData("GET /v1?key=sec%2Bret%2F4711%22x HTTP/1.1")]
    [InlineData("GET /v1?key=sec%2bret%2f4711%22x HTTP/1.1")]
    [InlineData("""{"key":"sec\u002Bret/4711\u0022x"}""")]
    [InlineData("""{"key":"sec+ret/4711\"x"}""")]
    [InlineData("Authorization: Basic c2VjK3JldC80NzExIng=")]
    public void A_secret_is_taken_out_however_it_is_spelt(string text)
    {
        string cleaned = SecretScreen.Of(new Secret("sec+ret/4711\"x")).Clean(text);

        cleaned.ShouldContain("***");
        cleaned.ShouldNotContain("4711");
        cleaned.ShouldNotContain("NzEx");
    }

    [Fact]
    public void Words_that_are_no_secret_stay_as_they_are()
    {
        SecretScreen.Of(new Secret("sec+ret/4711")).Clean("a second secret").ShouldBe("a second secret");
    }
}
