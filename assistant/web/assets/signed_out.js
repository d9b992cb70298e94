// Whoever is signed out meanwhile is shown the way in, instead of an error for everything that he does.
(() => {
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const answer = await ask(...what);
    if (answer.status === 401) location.reload();
    return answer;
  };
})();
